#pragma once

#include <array>
#include <string_view>

#include "parzen/bandwidth.hpp"

namespace parzen {

/// What becomes of a sample on the border of a hypercube of side h around x:
///
///     closed  it is inside:                       fabs(x - x_i) <= h * 0.5, as in the article
///     open    it is outside:                      fabs(x - x_i) <  h * 0.5
///     half    it counts half: the mean of the two, which favours no side where data have ties
///
/// each in every dimension, in plain IEEE arithmetic. What gives whole counts refuses `half` with
/// std::invalid_argument; kernel_sums and what is made of them know it.
enum class Border { closed, open, half };

inline constexpr std::array kBorders = {Border::closed, Border::open, Border::half};

/// "closed", "open", "half"
[[nodiscard]] std::string_view border_name(Border border);
/// The border of this name. Throws std::invalid_argument, in a sentence, if there is none.
[[nodiscard]] Border parse_border(std::string_view name);

/// The predicates as `fabs(x - x_i) <= half_width`: what is less than a double is no more than the one before it.
/// Throws std::invalid_argument for `half`, which has no such predicate.
[[nodiscard]] double half_width(Bandwidth h, Border border);

}  // namespace parzen
