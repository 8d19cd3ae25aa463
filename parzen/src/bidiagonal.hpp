#pragma once

#include <Eigen/Core>

namespace parzen {

/// A square matrix A, reduced by Householder reflections to A = Q B P^T with B upper bidiagonal.
class Bidiagonal {
 public:
  explicit Bidiagonal(Eigen::MatrixXd a);

  [[nodiscard]] const Eigen::VectorXd& diagonal() const noexcept { return diagonal_; }
  [[nodiscard]] const Eigen::VectorXd& superdiagonal() const noexcept { return superdiagonal_; }
  /// Replaces M by M P^T: right singular vectors of B become those of A.
  void apply_right_reflections(Eigen::MatrixXd& m) const;

 private:
  void reflect_column(Eigen::Index i);
  void reflect_row(Eigen::Index i);

  Eigen::MatrixXd a_;  // right of the superdiagonal: the vectors of the reflections that make up P
  Eigen::VectorXd diagonal_;
  Eigen::VectorXd superdiagonal_;
  Eigen::VectorXd row_taus_;
};

}  // namespace parzen
