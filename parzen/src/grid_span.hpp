#pragma once

#include <cstddef>
#include <span>

namespace parzen {

/// Coordinates [first, last) of an axis.
struct GridSpan {
  std::size_t first;
  std::size_t last;
  friend bool operator==(const GridSpan&, const GridSpan&) = default;
};

/// The coordinates g of an axis, ascending, around which the window holds x: `fabs(g - x) <= half_width`, in plain IEEE
/// arithmetic.
///
/// Differences, though rounded, ascend with g, so they are consecutive. Where they begin and end is guessed as for even
/// spacing and settled by the predicate itself.
[[nodiscard]] GridSpan within(std::span<const double> axis, double x, double half_width) noexcept;

}  // namespace parzen
