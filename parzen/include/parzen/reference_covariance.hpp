#pragma once

#include <vector>

#include "parzen/samples.hpp"
#include "parzen/weights.hpp"

namespace parzen {

/// The normal reference for a Gaussian with a full covariance: that of the samples, with n - 1, times
/// (4/((d + 2) n))^(2/(d + 4)) (Wand and Jones 1995, section 4.3; R's ks::Hns, scipy's 'silverman'), row after row.
/// O(n d²). @throws std::invalid_argument unless there are 2 or more samples
[[nodiscard]] std::vector<double> reference_covariance(SampleView samples);

/// The same for weighted samples, with their effective size in place of n.
/// @throws std::invalid_argument unless there is a weight for each sample and two or more of them count
[[nodiscard]] std::vector<double> reference_covariance(SampleView samples, const Weights& weights);

}  // namespace parzen
