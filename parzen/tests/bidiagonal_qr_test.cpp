#include "bidiagonal_qr.hpp"

#include <gtest/gtest.h>

#include <Eigen/SVD>
#include <algorithm>

#include "random_matrix.hpp"

namespace parzen {
namespace {

void expect_decomposed(const Eigen::VectorXd& diagonal, const Eigen::VectorXd& superdiagonal) {
  Eigen::MatrixXd b = diagonal.asDiagonal();
  b.diagonal(1) = superdiagonal;
  const RightSvd svd = bidiagonal_svd(diagonal, superdiagonal);
  Eigen::VectorXd values = svd.values;
  std::sort(values.begin(), values.end(), std::greater<>{});
  const Eigen::VectorXd expected = Eigen::JacobiSVD<Eigen::MatrixXd>{b}.singularValues();
  const double tolerance = 1e-14 * static_cast<double>(b.rows()) * std::max(1.0, expected[0]);
  EXPECT_LT((values - expected).cwiseAbs().maxCoeff(), tolerance);
  // B^T B = V S^2 V^T
  const Eigen::MatrixXd product = svd.vectors.transpose() * svd.values.cwiseAbs2().asDiagonal() * svd.vectors;
  EXPECT_LT((product - b.transpose() * b).cwiseAbs().maxCoeff(), tolerance * std::max(1.0, expected[0]));
}

TEST(BidiagonalSvd, DecomposesEverySize) {
  for (Eigen::Index n = 1; n <= 40; ++n) {
    const Eigen::MatrixXd numbers = random_matrix(n, static_cast<unsigned>(n));
    expect_decomposed(numbers.col(0), numbers.row(0).head(n - 1).transpose());
  }
}

TEST(BidiagonalSvd, SweepsFromEitherEnd) {
  expect_decomposed(Eigen::VectorXd{{100, 10, 1, 0.1, 0.01}}, Eigen::VectorXd{{1, 1, 1, 1}});
  expect_decomposed(Eigen::VectorXd{{0.01, 0.1, 1, 10, 100}}, Eigen::VectorXd{{1, 1, 1, 1}});
}

TEST(BidiagonalSvd, TakesZerosAnywhere) {
  expect_decomposed(Eigen::VectorXd{{1, 0, 2, 3}}, Eigen::VectorXd{{1, 1, 1}});
  expect_decomposed(Eigen::VectorXd{{0, 0, 0}}, Eigen::VectorXd{{1, 1}});
  expect_decomposed(Eigen::VectorXd{{1, 2, 3, 4}}, Eigen::VectorXd{{1, 0, 1}});
  expect_decomposed(Eigen::VectorXd{{0, 0, 0}}, Eigen::VectorXd{{0, 0}});
}

TEST(BidiagonalSvd, HasNoNegativeValues) {
  const RightSvd svd = bidiagonal_svd(Eigen::VectorXd{{-1, -2, 3}}, Eigen::VectorXd{{0, 0}});
  EXPECT_EQ(svd.values, (Eigen::VectorXd{{1, 2, 3}}));
}

}  // namespace
}  // namespace parzen
