#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "parallel/shared_samples.hpp"
#include "parzen/bootstrap.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::parallel {

/// parzen::bootstrap_densities of replicates 0 to `replicates` - 1 on the workers of `pool`, one task for each: the
/// same for any number of processes, since a replicate is a function of the seed and its number.
///
/// Throws std::invalid_argument as parzen::bootstrap_densities, and what a task or the pool throws.
[[nodiscard]] std::vector<std::vector<double>> bootstrap(polyproc::Pool& pool, const SharedSamples& samples,
                                                         const std::optional<SharedWeights>& weights,
                                                         const PointImages& images, const Window& window,
                                                         std::uint64_t seed, std::size_t replicates);

}  // namespace parzen::parallel
