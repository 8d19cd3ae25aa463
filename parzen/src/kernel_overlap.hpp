#pragma once

#include "parzen/kernel.hpp"

namespace parzen {

/// (K*K)(u) = ∫ K(t) K(u - t) dt: how much two windows at distance u overlap.
[[nodiscard]] double kernel_overlap(Kernel kernel, double u);

}  // namespace parzen
