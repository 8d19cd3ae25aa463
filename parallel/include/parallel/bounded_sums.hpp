#pragma once

#include <vector>

#include "parzen/bounded_sums.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::parallel {

/// parzen::bounded_kernel_sums on the workers of `pool`, bit-identical to it for any number of processes: the tree is
/// copied once into memory that all of them see, and a task sums at some of the points.
///
/// Throws std::invalid_argument as parzen::bounded_kernel_sums, and what a task or the pool throws.
[[nodiscard]] std::vector<BoundedSum> bounded_kernel_sums(polyproc::Pool& pool, const SampleTreeView& tree,
                                                          SampleView points, const Window& window, Tolerance tolerance);

}  // namespace parzen::parallel
