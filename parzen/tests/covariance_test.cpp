#include "covariance.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "numpy_factor.hpp"

namespace parzen {
namespace {

using Numbers = std::vector<double>;

TEST(CovarianceMatrix, IsReadRowAfterRow) {
  EXPECT_EQ(covariance_matrix(Numbers{0, 0}, Numbers{1, 0.5, 0.5, 2}), (Eigen::MatrixXd{{1, 0.5}, {0.5, 2}}));
}

TEST(CovarianceMatrix, MayBeSingularOrZero) {
  EXPECT_NO_THROW((void)covariance_matrix(Numbers{0, 0}, Numbers{1, 1, 1, 1}));
  EXPECT_NO_THROW((void)covariance_matrix(Numbers{0, 0}, Numbers{0, 0, 0, 0}));
}

TEST(CovarianceMatrix, IsJudgedByItsOwnScale) {
  EXPECT_THROW((void)covariance_matrix(Numbers{0, 0}, Numbers{1e-20, 2e-20, 2e-20, 1e-20}), std::invalid_argument);
  EXPECT_THROW((void)covariance_matrix(Numbers{0, 0}, Numbers{1e-20, 1e-21, 2e-21, 1e-20}), std::invalid_argument);
  EXPECT_NO_THROW((void)covariance_matrix(Numbers{0, 0}, Numbers{1e20, 1e3, -1e3, 1e20}));
}

TEST(CovarianceMatrix, IsRefusedForOneNegativeEigenvalue) {
  EXPECT_THROW((void)covariance_matrix(Numbers{0, 0, 0}, Numbers{1, -0.6, -0.6, -0.6, 1, -0.6, -0.6, -0.6, 1}),
               std::invalid_argument);
  EXPECT_NO_THROW((void)covariance_matrix(Numbers{0, 0, 0}, Numbers{1, -0.5, -0.5, -0.5, 1, -0.5, -0.5, -0.5, 1}));
}

TEST(CovarianceMatrix, MayHaveTheLargestNumbersThereAre) {
  const std::vector<double> mean = {0, 0};
  for (const double v : {1e300, 1.7e308}) {
    for (const double c : {0.0, v / 2, v}) {
      const std::vector<double> entries = {v, c, c, v};
      EXPECT_NO_THROW((void)covariance_matrix(mean, entries)) << v << ' ' << c;
      EXPECT_TRUE(numpy_factor(covariance_matrix(mean, entries)).allFinite()) << v << ' ' << c;
    }
  }
}

}  // namespace
}  // namespace parzen
