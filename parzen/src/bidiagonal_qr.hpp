#pragma once

#include <Eigen/Core>

namespace parzen {

/// Singular values, not yet sorted but not negative, and right singular vectors, the rows of V^T.
struct RightSvd {
  Eigen::VectorXd values;
  Eigen::MatrixXd vectors;
};

/// Singular value decomposition of an upper bidiagonal matrix by the implicit QR iteration of Demmel and Kahan,
/// "Accurate Singular Values of Bidiagonal Matrices", SIAM J. Sci. Stat. Comput. 11 (1990), 873–912.
///
/// The decomposition leaves open the signs of singular vectors. Here every choice that decides them (which end the
/// iteration starts from, when it shifts, when an entry counts as zero) is LAPACK's. Throws std::runtime_error if it
/// does not converge, which is not known to happen.
RightSvd bidiagonal_svd(const Eigen::VectorXd& diagonal, const Eigen::VectorXd& superdiagonal);

}  // namespace parzen
