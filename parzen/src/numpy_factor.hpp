#pragma once

#include <Eigen/Core>

namespace parzen {

/// The matrix A that numpy multiplies standard normals with: A = sqrt(S) V^T from the singular value decomposition
/// covariance = U S V^T, so that A^T A is the covariance.
///
/// The decomposition leaves open the sign of every row of A, and the rows themselves where singular values are equal:
/// they are what LAPACK's dgesdd, and so numpy, happens to arrive at. Its path for up to 25 dimensions is followed here
/// operation by operation; beyond that it divides and conquers, and signs may differ.
Eigen::MatrixXd numpy_factor(const Eigen::MatrixXd& covariance);

}  // namespace parzen
