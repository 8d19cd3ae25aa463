#pragma once

#include <array>
#include <string_view>

#include "parzen/bandwidth.hpp"

namespace parzen {

/// What becomes of a sample on the border of a hypercube of side h around x:
///
///     closed  it is inside:                       fabs(x - x_i) <= h * 0.5, as in the article
///     open    it is outside:                      fabs(x - x_i) <  h * 0.5
///     half    inside below x, outside above it:   x - x_i <= h * 0.5 and x_i - x < h * 0.5, that is [x - h/2, x + h/2)
///
/// each in every dimension, in plain IEEE arithmetic. Half-open windows side by side hold every sample once.
enum class Border { closed, open, half };

inline constexpr std::array kBorders = {Border::closed, Border::open, Border::half};

/// "closed", "open", "half"
[[nodiscard]] std::string_view border_name(Border border);
/// The border of this name. Throws std::invalid_argument, in a sentence, if there is none.
[[nodiscard]] Border parse_border(std::string_view name);

/// How far below and above the centre a sample may be, these distances included.
struct HalfWidths {
  double below;
  double above;
  friend bool operator==(const HalfWidths&, const HalfWidths&) = default;
};

/// The predicates above as `x - x_i <= below && x_i - x <= above`: what is less than a double is no more than the one
/// before it.
[[nodiscard]] HalfWidths half_widths(Bandwidth h, Border border) noexcept;

}  // namespace parzen
