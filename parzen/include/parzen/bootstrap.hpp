#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parzen/confidence.hpp"
#include "parzen/domain.hpp"
#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen {

/// How often each of n samples is drawn when n are drawn with replacement: the bootstrap's replicate of this number
/// (Efron, Annals of Statistics 7, 1979). A function of seed and number, the same on every machine.
[[nodiscard]] std::vector<double> resampled(std::size_t n, std::uint64_t seed, std::uint64_t replicate);

/// The densities at some points, given by their images, as a replicate of the samples tells them. A drawn sample brings
/// its weight along, if there are weights. The window is the same for all replicates. The cost of weighted kernel sums.
/// @throws std::invalid_argument as weighted kernel_sums
[[nodiscard]] std::vector<double> bootstrap_densities(SampleView samples, std::span<const double> weights,
                                                      const PointImages& images, const Window& window,
                                                      std::uint64_t seed, std::uint64_t replicate);

/// For each point the interval that holds this share of its densities in the replicates, cut off equally at both ends:
/// percentile limits, quantiles by linear interpolation.
///
/// They say how an estimate varies from sample to sample, point by point; they do not contain its bias.
/// @throws std::invalid_argument unless 0 < level < 1 and there are 2 or more replicates of one length
[[nodiscard]] std::vector<Interval> percentile_limits(std::span<const std::vector<double>> replicates, double level);

}  // namespace parzen
