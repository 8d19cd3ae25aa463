#pragma once

#include <vector>

#include "parallel/shared_samples.hpp"
#include "parzen/estimate.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::parallel {

/// parzen::kernel_sums on the workers of `pool`, bit-identical to it for any number of processes: a task sums whole
/// blocks of kSumBlockRows samples at some of the points, and the blocks' sums are added in their order. For the
/// hypercube each worker counts a part of the samples, and counts are whole numbers.
///
/// Throws std::invalid_argument as parzen::kernel_sums, and what a task or the pool throws.
[[nodiscard]] std::vector<ScaledSum> kernel_sums(polyproc::Pool& pool, const SharedSamples& samples, SampleView points,
                                                 const Window& window);

/// The same for weighted samples, one weight for each; for the hypercube each task sums the weights of all samples
/// around some of the points.
[[nodiscard]] std::vector<ScaledSum> kernel_sums(polyproc::Pool& pool, const SharedSamples& samples,
                                                 const SharedWeights& weights, SampleView points, const Window& window);

}  // namespace parzen::parallel
