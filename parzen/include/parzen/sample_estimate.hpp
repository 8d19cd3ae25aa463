#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

#include "parzen/domain.hpp"
#include "parzen/kernel.hpp"
#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen {

/// A number whose density is the kernel, h = 1. The same on every machine, but for the last bits of logarithms, sines
/// and the like.
[[nodiscard]] double draw_from(Kernel kernel, std::mt19937_64& random);

/// `n` samples of the density that is estimated from `samples`: each is one of them, drawn with replacement and by
/// weight, if there are weights, moved by the window (the smoothed bootstrap: Silverman 1986, section 6.4), and
/// reflected at bounds, or put back into the period. A function of the seed. O(n d + samples).
/// @throws std::invalid_argument as images_of, unless there is a weight for each sample or none, or for a radial form
/// in
///         several dimensions, except the Gaussian's
[[nodiscard]] Samples sample_estimate(std::size_t n, SampleView samples, std::span<const double> weights,
                                      const Window& window, const Domain& domain, std::uint64_t seed);

}  // namespace parzen
