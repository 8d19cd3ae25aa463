#include "bidiagonal.hpp"

#include <gtest/gtest.h>

#include "random_matrix.hpp"

namespace parzen {
namespace {

Eigen::MatrixXd matrix_of(const Bidiagonal& bidiagonal) {
  Eigen::MatrixXd b = bidiagonal.diagonal().asDiagonal();
  b.diagonal(1) = bidiagonal.superdiagonal();
  return b;
}

TEST(Bidiagonal, KeepsLengthsAndAnglesOfColumns) {
  // A = Q B P^T, so A^T A = P B^T B P^T: the unknown Q drops out.
  for (Eigen::Index n = 1; n <= 12; ++n) {
    const Eigen::MatrixXd a = random_matrix(n, static_cast<unsigned>(n));
    const Bidiagonal bidiagonal{a};
    Eigen::MatrixXd b = matrix_of(bidiagonal);
    bidiagonal.apply_right_reflections(b);
    EXPECT_LT((b.transpose() * b - a.transpose() * a).cwiseAbs().maxCoeff(), 1e-14 * static_cast<double>(n * n)) << n;
  }
}

TEST(Bidiagonal, LeavesABidiagonalMatrixAsItIs) {
  const Eigen::MatrixXd a{{1, 2, 0}, {0, -3, 4}, {0, 0, 5}};
  EXPECT_EQ(matrix_of(Bidiagonal{a}), a);
}

TEST(Bidiagonal, ReflectsColumnsTooSmallToSquareOrToInvert) {
  const Bidiagonal bidiagonal{Eigen::MatrixXd{{3e-200, 0}, {4e-200, 0}}};
  EXPECT_DOUBLE_EQ(bidiagonal.diagonal()[0], -5e-200);
  const Bidiagonal subnormal{Eigen::MatrixXd{{3e-310, 0}, {4e-310, 0}}};
  EXPECT_NEAR(subnormal.diagonal()[0], -5e-310, 1e-323);
}

}  // namespace
}  // namespace parzen
