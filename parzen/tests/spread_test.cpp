#include "parzen/spread.hpp"

#include <cmath>

namespace parzen {
namespace {

TEST(Spread, IsTheDeviationAndRsQuartiles) {
  const Samples samples{{1, 10, 2, 20, 3, 30, 4, 40, 10, 50}, 2};
  EXPECT_DOUBLE_EQ(spread_of(samples, 0).deviation, std::sqrt(12.5));
  EXPECT_DOUBLE_EQ(spread_of(samples, 0).quartiles, 2);
  EXPECT_DOUBLE_EQ(spread_of(samples, 1).quartiles, 20);
  EXPECT_DOUBLE_EQ(spread_of(Samples{{-1.5, 2.25}, 1}, 0).quartiles, 1.875);
}

TEST(Spread, OfOneSampleIsNone) {
  EXPECT_EQ(spread_of(Samples{{3}, 1}, 0).deviation, 0);
  EXPECT_EQ(spread_of(Samples{{3}, 1}, 0).quartiles, 0);
}

TEST(Spread, ScaleIsTheLesserUnlessTheQuartilesCoincide) {
  EXPECT_DOUBLE_EQ(robust_scale({1, 1.349 / 2}), 0.5);
  EXPECT_EQ(robust_scale({1, 2}), 1);
  EXPECT_EQ(robust_scale({1, 0}), 1);
}

TEST(SpreadOf, WeightedSamplesIsThatOfAsManyEqualOnes) {
  // scipy 1.10: sqrt(gaussian_kde(x, weights=w).covariance) over its factor.
  const Samples samples{{-2.1, -1.3, -0.4, 1.9, 5.1, 6.2}, 1};
  const Spread spread = spread_of(samples, Weights{{1, 2, 0.5, 3, 1.25, 0.25}}, 0);
  EXPECT_NEAR(spread.deviation, 2.209804355891391 / 0.7566704117662868, 1e-14);
  EXPECT_DOUBLE_EQ(spread.quartiles, 1.9 + 1.3);
  EXPECT_EQ(spread_of(samples, Weights{{0, 0, 1, 0, 0, 0}}, 0).deviation, 0);
}

}  // namespace
}  // namespace parzen
