#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>

namespace polyproc::internal::wire {

/// Types that may be copied byte by byte: trivially copyable ones.
///
/// Asked in the second way too, because the answer of g++ 12 for a closure becomes "no" once somebody has asked whether
/// it can be assigned (it cannot: a deleted operator counts as one that is not trivial).
template <class T>
concept Plain =
    std::is_move_constructible_v<T> &&
    (std::is_trivially_copyable_v<T> ||
     (std::is_trivially_copy_constructible_v<T> && std::is_trivially_move_constructible_v<T> &&
      std::is_trivially_destructible_v<T> && !std::is_copy_assignable_v<T> && !std::is_move_assignable_v<T>));

/// The T that has these sizeof(T) bytes, which need not be aligned. T need not have a default constructor.
/// (std::bit_cast would do, if g++ did not change its mind as above.)
template <Plain T>
[[nodiscard]] T from_bytes(const std::byte* bytes) {
  union Room {
    Room() {}
    ~Room() {}
    T value;
  } room;
  if constexpr (!std::is_empty_v<T>) std::memcpy(static_cast<void*>(std::addressof(room.value)), bytes, sizeof(T));
  // NOLINTNEXTLINE(clang-analyzer-core.uninitialized.UndefReturn): it does not see that memcpy has written it
  return std::move(room.value);
}

}  // namespace polyproc::internal::wire
