#include "parzen/weights.hpp"

#include <gmock/gmock.h>

#include <limits>
#include <stdexcept>

#include "complaint.hpp"

namespace parzen {
namespace {

std::string refusal(std::vector<double> values) {
  return complaint<std::invalid_argument>([&] { Weights{std::move(values)}; });
}

TEST(Weights, SayHowManyEqualOnesTheyAreWorth) {
  EXPECT_EQ(Weights(std::vector<double>(7, 0.1)).effective_size(), 7);
  EXPECT_EQ(Weights({0, 3, 0}).effective_size(), 1);
  // scipy 1.10: gaussian_kde(x, weights=w).neff
  EXPECT_DOUBLE_EQ(Weights({1, 2, 0.5, 3, 1.25, 0.25}).effective_size(), 4.031496062992126);
  EXPECT_DOUBLE_EQ(Weights({1e-200, 2e-200}).effective_size(), 1.8);
}

TEST(Weights, HaveATotalThatIsRoundedOnce) {
  std::vector<double> values(1000, 1e-17);
  values.push_back(1);
  EXPECT_EQ(Weights{values}.total(), 1 + 1e-14);
  EXPECT_EQ(Weights({3, 0, 4}).total(), 7);
}

TEST(Weights, AreRefusedByTheirPlaceUnlessFiniteAndNotNegative) {
  EXPECT_THAT(refusal({1, -2}), testing::HasSubstr("weight 2 is -2, expected a finite number, 0 or more"));
  EXPECT_THAT(refusal({std::numeric_limits<double>::quiet_NaN()}), testing::HasSubstr("weight 1 is nan"));
  EXPECT_THAT(refusal({1, 2, std::numeric_limits<double>::infinity()}), testing::HasSubstr("weight 3 is inf"));
}

TEST(Weights, AreRefusedUnlessTheyHaveASum) {
  EXPECT_THAT(refusal({}), testing::HasSubstr("no weights"));
  EXPECT_THAT(refusal({0, 0}), testing::HasSubstr("all weights are 0"));
}

TEST(Weights, ThatAreVeryLargeOrSmallKeepTheirRatios) {
  const Weights large{{1e308, 0.5e308, 0}};
  EXPECT_EQ(large.values()[0], 2 * large.values()[1]);
  EXPECT_LT(large.total(), 4);
  EXPECT_NEAR(Weights{std::vector(3, 1e-320)}.effective_size(), 3, 1e-12);
  EXPECT_EQ(Weights({1e20, 1}).values()[0], 1e20);
}

}  // namespace
}  // namespace parzen
