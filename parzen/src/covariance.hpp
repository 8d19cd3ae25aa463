#pragma once

#include <Eigen/Core>
#include <span>

namespace parzen {

/// The d x d covariance in `entries`, row-major, for a mean of d numbers.
///
/// Throws std::invalid_argument, naming the entry, unless it is finite, symmetric and positive semidefinite. Both up to
/// rounding: a matrix that was itself computed is seldom symmetric, or its smallest eigenvalue 0, to the last bit.
Eigen::MatrixXd covariance_matrix(std::span<const double> mean, std::span<const double> entries);

}  // namespace parzen
