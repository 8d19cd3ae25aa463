#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

#include "polyproc/wire/plain.hpp"

namespace polyproc {
class SharedMemory;
}

namespace polyproc::internal::wire {

class SentPointers;

/// A growing buffer that values are encoded into. The first 128 bytes need no allocation.
///
/// Handles (queues, shared arrays) mention the memory behind them; the writer collects it in order of mention, for
/// whoever moves the frame to send along. One thread at a time.
class Writer {
 public:
  Writer() noexcept = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() = default;

  void write(const void* data, std::size_t bytes) {
    if (bytes > capacity_ - size_) grow(bytes);
    // memcpy is given no null pointer, not even for nothing: that would be undefined.
    if (bytes != 0) std::memcpy(data_ + size_, data, bytes);
    size_ += bytes;
  }

  /// The bytes of a number or of another type that has no structure.
  template <Plain T>
  void write_value(const T& value) {
    write(std::addressof(value), sizeof value);
  }

  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {data_, size_}; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// Forgets everything from byte `size` on, also the objects mentioned there: the way back when encoding throws
  /// half-way.
  void truncate(std::size_t size) noexcept;
  /// Forgets everything, keeps the memory.
  void clear() noexcept { truncate(0); }

  /// Mentions shared memory. One byte marks the place.
  void add_object(std::shared_ptr<SharedMemory> object);
  [[nodiscard]] std::span<const std::shared_ptr<SharedMemory>> objects() const noexcept { return objects_; }
  /// Hands over the objects; the writer has none afterwards.
  [[nodiscard]] std::vector<std::shared_ptr<SharedMemory>> take_objects() noexcept;

  /// The targets of the std::shared_ptr written so far; for their codec.
  [[nodiscard]] SentPointers& pointers();

 private:
  template <class Stream>
  friend class Nesting;

  void grow(std::size_t bytes);
  [[noreturn]] static void throw_too_deep();

  static constexpr std::size_t kInline = 128;

  std::array<std::byte, kInline> inline_;  // not initialised on purpose
  std::byte* data_ = inline_.data();
  std::size_t size_ = 0;
  std::size_t capacity_ = kInline;
  unsigned depth_ = 0;
  struct Forget {
    void operator()(SentPointers* pointers) const noexcept;
  };
  std::unique_ptr<SentPointers, Forget> pointers_;  // made when the first shared pointer is written
  std::vector<std::shared_ptr<SharedMemory>> objects_;
  std::vector<std::size_t> mentions_;  // where each object is mentioned
  std::unique_ptr<std::byte[]> heap_;
};

}  // namespace polyproc::internal::wire
