#include "reach.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

namespace parzen {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kLargest = std::numeric_limits<double>::max();

bool holds(double x, double v, double half_width) noexcept { return std::fabs(x - v) <= half_width; }

/// Doubles in their order, as whole numbers: consecutive doubles are consecutive. Both zeros are 0.
std::int64_t place_of(double v) noexcept {
  const auto bits = std::bit_cast<std::int64_t>(std::fabs(v));
  return v < 0 ? -bits : bits;
}

double at_place(std::int64_t place) noexcept {
  return place < 0 ? -std::bit_cast<double>(-place) : std::bit_cast<double>(place);
}

/// The largest double that is held, found by halving: `inside` is, `outside`, which is greater, is not.
double last_between(double x, double inside, double outside, double half_width) noexcept {
  std::int64_t in = place_of(inside);
  std::int64_t out = place_of(outside);
  while (in + 1 < out) {
    const std::int64_t middle = std::midpoint(in, out);
    (holds(x, at_place(middle), half_width) ? in : out) = middle;
  }
  return at_place(in);
}

double highest(double x, double half_width) noexcept {
  // Almost always the rounded sum or a neighbour of it. Not always: beside 1, which is coarse, a window of side 2
  // reaches every double from 0 down to -1.1e-16.
  const double guess = x + half_width;
  if (!(guess <= kLargest)) return holds(x, kLargest, half_width) ? kLargest : last_between(x, x, kLargest, half_width);
  if (!holds(x, guess, half_width)) {
    const double below = std::nextafter(guess, -kInfinity);
    return holds(x, below, half_width) ? below : last_between(x, x, guess, half_width);
  }
  const double above = std::nextafter(guess, kInfinity);
  if (above == kInfinity || !holds(x, above, half_width)) return guess;
  return holds(x, kLargest, half_width) ? kLargest : last_between(x, above, kLargest, half_width);
}

}  // namespace

Interval reach(double x, double half_width) noexcept { return {-highest(-x, half_width), highest(x, half_width)}; }

}  // namespace parzen
