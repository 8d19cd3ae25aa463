#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <typeinfo>

#include "polyproc/error.hpp"
#include "polyproc/wire/plain.hpp"

namespace polyproc {
class SharedMemory;
}

namespace polyproc::internal::wire {

class ReceivedPointers;

/// Where a reader gets the shared memory from that a frame mentions.
class ObjectSource {
 public:
  /// The objects of the frame one after the other, in the order in which they are mentioned. Throws DecodeError when
  /// the frame has no more.
  virtual std::shared_ptr<SharedMemory> next_object() = 0;

 protected:
  ~ObjectSource() = default;
};

/// "cannot decode std::vector<int>: <reason>".
[[noreturn]] void throw_decode_error(const std::type_info& type, const char* reason);
/// "cannot decode double: 8 bytes needed, 3 left".
[[noreturn]] void throw_short(const std::type_info& type, std::uint64_t bytes_needed, std::size_t bytes_left);

/// Bytes that values are decoded from; borrowed, not copied. Whatever they are, reading them gives values or throws
/// DecodeError: they may come from a process that has gone mad. One thread at a time.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes, ObjectSource* objects = nullptr) noexcept
      : next_{bytes.data()}, end_{bytes.data() + bytes.size()}, objects_{objects} {}
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() = default;

  /// Copies the next `bytes` bytes to `target`, which need not be aligned.
  void read(void* target, std::size_t bytes) {
    const auto source = take(bytes);
    if (bytes != 0) std::memcpy(target, source.data(), bytes);
  }

  /// A number or another type that has no structure, and for which any bits are a value.
  template <Plain T>
  [[nodiscard]] T read_value() {
    if (sizeof(T) > remaining()) throw_short(typeid(T), sizeof(T), remaining());
    next_ += sizeof(T);
    return from_bytes<T>(next_ - sizeof(T));
  }

  [[nodiscard]] std::size_t remaining() const noexcept { return static_cast<std::size_t>(end_ - next_); }

  /// The next `bytes` bytes where they are.
  [[nodiscard]] std::span<const std::byte> take(std::size_t bytes) {
    if (bytes > remaining()) throw_short(typeid(std::byte), bytes, remaining());
    const std::span<const std::byte> taken{next_, bytes};
    next_ += bytes;
    return taken;
  }

  /// The shared memory mentioned here. Throws DecodeError if there is none, or if the reader was made without a source.
  [[nodiscard]] std::shared_ptr<SharedMemory> object();

  /// The targets of the std::shared_ptr read so far; for their codec.
  [[nodiscard]] ReceivedPointers& pointers();

 private:
  template <class Stream>
  friend class Nesting;

  [[noreturn]] static void throw_too_deep();

  const std::byte* next_;
  const std::byte* end_;
  ObjectSource* objects_;
  unsigned depth_ = 0;
  struct Forget {
    void operator()(ReceivedPointers* pointers) const noexcept;
  };
  std::unique_ptr<ReceivedPointers, Forget> pointers_;  // made when the first shared pointer is read
};

}  // namespace polyproc::internal::wire
