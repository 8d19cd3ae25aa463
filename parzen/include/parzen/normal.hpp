#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "parzen/numpy_random.hpp"
#include "parzen/samples.hpp"

namespace parzen {

/// Draws `n` samples of the multivariate normal distribution with this mean and covariance: the numbers of
///     numpy.random.seed(seed); numpy.random.multivariate_normal(mean, cov, n)
///
/// To the last bit where that numpy multiplies matrices with plain sums, as with Debian's libblas3; a BLAS that fuses
/// or reorders them, as OpenBLAS does, makes it differ from numpy in that bit. Signs and, among equal variances, the
/// order of the principal axes are LAPACK's choice, which is followed up to 25 dimensions.
///
/// @param covariance  d*d numbers, row-major, symmetric and positive semidefinite; may be singular
/// @throws std::invalid_argument, naming the entry, if sizes do not fit, a number is not finite, or the covariance is
/// not
///         symmetric positive semidefinite
[[nodiscard]] Samples sample_normal(std::size_t n, std::span<const double> mean, std::span<const double> covariance,
                                    std::uint32_t seed);

/// Density at `x` of the multivariate normal distribution with this mean and covariance (d*d numbers, row-major).
///
/// 0 where it underflows. @throws std::invalid_argument as sample_normal, and if the covariance is singular: such a
/// distribution has no density.
[[nodiscard]] double normal_density(std::span<const double> x, std::span<const double> mean,
                                    std::span<const double> covariance);

}  // namespace parzen
