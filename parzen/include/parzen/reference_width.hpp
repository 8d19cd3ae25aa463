#pragma once

#include <cstddef>
#include <vector>

#include "parzen/bandwidth.hpp"
#include "parzen/kernel.hpp"
#include "parzen/samples.hpp"
#include "parzen/weights.hpp"

namespace parzen {

/// The width, in standard deviations, with the least asymptotic mean integrated squared error for n samples of a normal
/// distribution in d dimensions, by the product of kernels K:
///     [ 4 (2 √π R(K))^d / (μ₂(K)² (d + 2) n) ]^(1/(d+4))
/// (Silverman 1986, section 4.3.2, with the product kernel's R(K)^d). For the hypercube that is
/// [576 (2 √π)^d / ((d + 2) n)]^(1/(d+4)).
/// @throws std::invalid_argument if n or the dimension is 0
[[nodiscard]] double normal_reference_factor(Kernel kernel, std::size_t n, std::size_t dimension);

/// What the width of a Gaussian is to be multiplied by for another kernel to smooth as much ("canonical bandwidths":
/// Marron and Nolan, Statistics & Probability Letters 7, 1988). 1 for the Gaussian.
[[nodiscard]] double canonical_factor(Kernel kernel, std::size_t dimension);

/// The normal reference widths: the factor times the robust scale of each column. One per dimension.
/// @throws std::invalid_argument, naming the column, if one has no spread: no width can be told from equal numbers
[[nodiscard]] std::vector<Bandwidth> normal_reference(SampleView samples, Kernel kernel);

/// The same for weighted samples, with their effective size in place of their number, as in scipy's gaussian_kde.
[[nodiscard]] std::vector<Bandwidth> normal_reference(SampleView samples, const Weights& weights, Kernel kernel);

/// One width for all dimensions: the geometric mean, with which the window has the same volume.
[[nodiscard]] Bandwidth common_width(const std::vector<Bandwidth>& widths);

/// R's bw.nrd0: 0.9 min(sd, IQR/1.34) n^(-1/5), the standard deviation of a Gaussian; sd alone, then |x_1|, then 1
/// where that is 0. One dimension. @throws std::invalid_argument unless there is one column and two or more samples
[[nodiscard]] double r_nrd0(SampleView samples);

/// R's bw.nrd: 1.06 min(sd, IQR/1.34) n^(-1/5); 0 where that is. @throws as r_nrd0
[[nodiscard]] double r_nrd(SampleView samples);

}  // namespace parzen
