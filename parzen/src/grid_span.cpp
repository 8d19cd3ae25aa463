#include "grid_span.hpp"

#include <algorithm>

namespace parzen {
namespace {

std::size_t guess(std::span<const double> axis, double value) noexcept {
  const double length = axis.back() - axis.front();
  const auto last = static_cast<double>(axis.size() - 1);
  const double place = length > 0 ? (value - axis.front()) / length * last : 0;
  return static_cast<std::size_t>(std::clamp(place > 0 ? place : 0, 0.0, last));
}

/// The first coordinate for which `is_beyond` holds, which stays true from there on.
template <class Predicate>
std::size_t first_that(std::span<const double> axis, std::size_t from, Predicate is_beyond) noexcept {
  constexpr int kSteps = 4;
  for (int step = 0; step < kSteps; ++step) {
    if (!is_beyond(axis[from])) {
      if (++from == axis.size() || is_beyond(axis[from])) return from;
    } else if (from == 0 || !is_beyond(axis[from - 1])) {
      return from;
    } else {
      --from;
    }
  }
  // The axis is not evenly spaced.
  return static_cast<std::size_t>(std::ranges::partition_point(axis, [&](double g) { return !is_beyond(g); }) -
                                  axis.begin());
}

}  // namespace

GridSpan within(std::span<const double> axis, double x, double half_width) noexcept {
  const auto is_not_below = [&](double g) { return !(x - g > half_width); };
  const auto is_above = [&](double g) { return g - x > half_width; };
  return {first_that(axis, guess(axis, x - half_width), is_not_below),
          first_that(axis, guess(axis, x + half_width), is_above)};
}

}  // namespace parzen
