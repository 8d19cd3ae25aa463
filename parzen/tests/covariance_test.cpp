#include "covariance.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

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

}  // namespace
}  // namespace parzen
