#pragma once

#include <cstddef>

#include "parzen/estimate.hpp"
#include "parzen/window.hpp"

namespace parzen {

/// What density and log_density of the public headers say, of samples whose weights have the sum `total`.
[[nodiscard]] double log_density_of(ScaledSum sum, double total, const Window& window, std::size_t dimension);
[[nodiscard]] double density_of(ScaledSum sum, double total, const Window& window, std::size_t dimension);

}  // namespace parzen
