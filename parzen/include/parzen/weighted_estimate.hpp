#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "parzen/estimate.hpp"
#include "parzen/grid.hpp"
#include "parzen/samples.hpp"
#include "parzen/weights.hpp"
#include "parzen/window.hpp"

namespace parzen {

// Below, `weights` are one for each sample, finite and >= 0: only their number is checked, which throws
// std::invalid_argument; the rest is the promise of whoever made them, for example of Weights.

/// Sum of weights of the samples in the hypercube of this window around each point, by the canonical predicate of
/// count_in_window. Summed exactly and rounded once, so neither the order of the samples nor the path changes a bit,
/// and whole weights are counts.
///
/// In one dimension sorted once for many points, else O(n d) per point.
/// @throws std::invalid_argument unless points, samples and window have one dimension and the kernel is the hypercube
[[nodiscard]] std::vector<double> weights_at_points(SampleView samples, std::span<const double> weights,
                                                    SampleView points, const Window& window);

/// kernel_sums with each sample's terms times its weight; for the hypercube, weights_at_points. Equal weights of 1
/// change no bit. Blocks as for kernel_sums. @throws as weights_at_points, for any kernel
[[nodiscard]] std::vector<ScaledSum> kernel_sums(SampleView samples, std::span<const double> weights, SampleView points,
                                                 const Window& window);

/// kernel_sums_on_grid in the same way; for the hypercube exact as weights_at_points, O(n 2^d + points d).
[[nodiscard]] std::vector<double> kernel_sums_on_grid(SampleView samples, std::span<const double> weights,
                                                      const Grid& grid, const Window& window);

/// The densities that a weighted sum means, as those of a plain one.
[[nodiscard]] double log_density(ScaledSum sum, const Weights& weights, const Window& window, std::size_t dimension);
[[nodiscard]] double density(ScaledSum sum, const Weights& weights, const Window& window, std::size_t dimension);

}  // namespace parzen
