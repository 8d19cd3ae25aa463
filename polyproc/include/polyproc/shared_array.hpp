#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <stdexcept>
#include <type_traits>

#include "polyproc/error.hpp"
#include "polyproc/shared_memory.hpp"
#include "polyproc/wire/reader.hpp"
#include "polyproc/wire/writer.hpp"

namespace polyproc {

/// An array of fixed size in memory that several processes see: what one writes the others read, with no copy.
///
/// This object is a handle: copies refer to the same elements. Send it to tasks as an argument, return it from them,
/// put it into what a Process is started with; the memory lives until the last handle in any process is gone, also if
/// the process that made it has died.
///
///     SharedArray<double> samples(1'000'000);
///     std::ranges::copy(source, samples.begin());
///     pool.apply(count_in_window, samples, 0.5);  // int count_in_window(SharedArray<double> samples, double width)
///
/// There is no lock inside. Elements that several processes write at once are accessed through std::atomic_ref.
///
/// Sending a handle costs the same for any size. Making an array costs some 50 µs and the time to clear its memory.
/// Handles may be copied and used from several threads. A child made by fork, also by the program itself, shares the
/// elements.
///
/// @tparam T  trivially copyable; all bits zero must be a value of it, and its values must mean the same in any
///            process (no pointers)
template <class T>
class SharedArray {
  static_assert(std::is_trivially_copyable_v<T>,
                "the elements of a SharedArray must be trivially copyable: they are bytes that several processes see");
  static_assert(!std::is_pointer_v<T> && !std::is_member_pointer_v<T>,
                "the elements of a SharedArray must not be pointers: they would mean nothing in another process");
  static_assert(std::is_same_v<T, std::remove_cv_t<T>>, "the elements of a SharedArray are neither const nor volatile");

 public:
  using value_type = T;

  /// An array of `size` elements, all bits zero; 0 is allowed. Throws std::length_error if the size in bytes is too
  /// large to be counted, SystemError if there is not that much memory. All of it is reserved: using it cannot fail
  /// later.
  explicit SharedArray(std::size_t size) : memory_{SharedMemory::create(bytes_of(size))} {}
  // No move: it would leave a handle without elements. A copy costs about 5 ns.
  SharedArray(const SharedArray&) = default;
  SharedArray& operator=(const SharedArray&) = default;
  ~SharedArray() = default;

  /// The elements, valid as long as this process has a handle.
  [[nodiscard]] std::span<T> span() const noexcept { return {data(), size()}; }
  /// No check: index < size().
  [[nodiscard]] T& operator[](std::size_t index) const noexcept { return data()[index]; }
  [[nodiscard]] std::size_t size() const noexcept { return memory_->size() / sizeof(T); }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  [[nodiscard]] T* data() const noexcept { return reinterpret_cast<T*>(memory_->data()); }
  [[nodiscard]] T* begin() const noexcept { return data(); }
  [[nodiscard]] T* end() const noexcept { return data() + size(); }

  /// For the library: how a handle travels.
  void wire_encode(internal::wire::Writer& writer) const { writer.add_object(memory_); }
  static SharedArray wire_decode(internal::wire::Reader& reader) { return SharedArray{reader.object()}; }

 private:
  explicit SharedArray(std::shared_ptr<SharedMemory> memory) : memory_{std::move(memory)} {
    if (memory_->size() % sizeof(T) != 0) throw DecodeError{"a shared array arrived that ends inside an element"};
  }

  static std::size_t bytes_of(std::size_t size) {
    if (size > std::numeric_limits<std::ptrdiff_t>::max() / sizeof(T))
      throw std::length_error{"SharedArray: the size is too large"};
    return size * sizeof(T);
  }

  std::shared_ptr<SharedMemory> memory_;
};

}  // namespace polyproc
