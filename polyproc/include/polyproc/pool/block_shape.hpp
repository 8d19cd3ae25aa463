#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>

#include "polyproc/wire/codec/scalar.hpp"

namespace polyproc::internal::pool {

/// Items whose argument and result are one number each. They can travel side by side in blocks, with nothing between
/// them.
struct BlockShape {
  std::uint32_t argument_bytes = 0;
  std::uint32_t result_bytes = 0;
  friend bool operator==(const BlockShape&, const BlockShape&) = default;
};

/// The longest number.
inline constexpr std::size_t kLongestNumberBytes = sizeof(long double);

/// The shape of items with arguments A... and result R; empty if they cannot travel in blocks.
template <class R, class... A>
consteval std::optional<BlockShape> block_shape() {
  if constexpr (sizeof...(A) == 1 && wire::Number<R> && (wire::Number<A> && ...)) {
    static_assert(sizeof(R) <= kLongestNumberBytes);
    return BlockShape{(sizeof(A) + ...), sizeof(R)};
  } else {
    return std::nullopt;
  }
}

}  // namespace polyproc::internal::pool
