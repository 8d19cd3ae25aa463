#pragma once

#include "parzen/samples.hpp"

namespace parzen::command {

/// The article's ten points in three dimensions, three of them in the unit cube around the origin.
[[nodiscard]] const Samples& ten_points();

/// What they say about the density at the origin: p(x) = 0.3.
[[nodiscard]] double density_from_ten_points();

}  // namespace parzen::command
