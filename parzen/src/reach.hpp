#pragma once

#include "parzen/confidence.hpp"

namespace parzen {

/// The doubles v for which `fabs(x - v) <= half_width`, in plain IEEE arithmetic: all of [low, high], and no other.
///
/// Rounding is monotonic, so they are an interval; its ends are found with the predicate itself, since x - half_width
/// and x + half_width, being rounded, are often not them. With the ends known, comparisons alone decide who is inside,
/// and do it exactly. x finite, half_width >= 0 and finite.
[[nodiscard]] Interval reach(double x, double half_width) noexcept;

}  // namespace parzen
