#pragma once

#include <vector>

#include "parallel/shared_samples.hpp"
#include "parzen/grid.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::parallel {

/// parzen::kernel_sums_on_grid on the workers of `pool`, bit-identical to it for any number of processes: a task sums a
/// block of kSumBlockRows samples on the whole grid, and the blocks' sums are added in their order. For the hypercube
/// each worker counts a part of the samples, and counts are whole numbers.
///
/// Throws std::invalid_argument as parzen::kernel_sums_on_grid, and what a task or the pool throws.
[[nodiscard]] std::vector<double> kernel_sums_on_grid(polyproc::Pool& pool, const SharedSamples& samples,
                                                      const Grid& grid, const Window& window);

/// The same for weighted samples, one weight for each; for the hypercube a single task notes all samples.
[[nodiscard]] std::vector<double> kernel_sums_on_grid(polyproc::Pool& pool, const SharedSamples& samples,
                                                      const SharedWeights& weights, const Grid& grid,
                                                      const Window& window);

}  // namespace parzen::parallel
