#pragma once

#include <span>
#include <vector>

#include "parallel/shared_samples.hpp"
#include "parzen/cross_validation.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::parallel {

/// parzen::lscv on the workers of `pool`, bit-identical to it for any number of processes: a task sums the pairs of a
/// block of cross_validation_rows samples, and the blocks' sums are added in their order.
///
/// Throws std::invalid_argument as parzen::lscv, and what a task or the pool throws.
[[nodiscard]] std::vector<double> lscv(polyproc::Pool& pool, const SharedSamples& samples, Kernel kernel,
                                       std::span<const Bandwidth> widths);

/// The same for parzen::likelihood_cv.
[[nodiscard]] std::vector<double> likelihood_cv(polyproc::Pool& pool, const SharedSamples& samples, Kernel kernel,
                                                std::span<const Bandwidth> widths);

}  // namespace parzen::parallel
