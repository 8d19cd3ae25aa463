#include "numpy_factor.hpp"

#include <gtest/gtest.h>

#include "random_matrix.hpp"

namespace parzen {
namespace {

// numpy_test.cpp compares with numpy; this is what it gave, for machines without it.

TEST(NumpyFactor, OfTheIdentityIsTheIdentity) {
  for (Eigen::Index n = 1; n <= 10; ++n) {
    EXPECT_EQ(numpy_factor(Eigen::MatrixXd::Identity(n, n)), Eigen::MatrixXd::Identity(n, n));
  }
}

TEST(NumpyFactor, OfADiagonalHasTheLargestVarianceFirst) {
  EXPECT_EQ(numpy_factor(Eigen::MatrixXd{{1, 0}, {0, 4}}), (Eigen::MatrixXd{{0, 2}, {1, 0}}));
}

TEST(NumpyFactor, HasEqualVariancesInLapacksOrder) {
  EXPECT_EQ(numpy_factor(Eigen::MatrixXd{{4, 0, 0}, {0, 1, 0}, {0, 0, 1}}),
            (Eigen::MatrixXd{{2, 0, 0}, {0, 0, 1}, {0, 1, 0}}));
  EXPECT_EQ(numpy_factor(Eigen::MatrixXd{{9, 0, 0}, {0, 1, 0}, {0, 0, 9}}),
            (Eigen::MatrixXd{{0, 0, 3}, {3, 0, 0}, {0, 1, 0}}));
}

TEST(NumpyFactor, HasLapacksSigns) {
  const Eigen::MatrixXd factor = numpy_factor(Eigen::MatrixXd{{2, 1}, {1, 2}});
  EXPECT_LT(factor(0, 0), 0);
  EXPECT_LT(factor(0, 1), 0);
  EXPECT_LT(factor(1, 0), 0);
  EXPECT_GT(factor(1, 1), 0);
}

TEST(NumpyFactor, GivesTheCovarianceBack) {
  for (Eigen::Index n = 1; n <= 40; ++n) {
    const Eigen::MatrixXd root = random_matrix(n, static_cast<unsigned>(n));
    const Eigen::MatrixXd covariance = root * root.transpose();
    const Eigen::MatrixXd factor = numpy_factor(covariance);
    EXPECT_LT((factor.transpose() * factor - covariance).cwiseAbs().maxCoeff(), 1e-13 * static_cast<double>(n)) << n;
  }
}

}  // namespace
}  // namespace parzen
