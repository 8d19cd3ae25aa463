#include "parzen/confidence.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace parzen {
namespace {

/// P(X >= count) of a binomial distribution, summed up term by term.
double upper_tail(std::uint64_t count, std::uint64_t n, double p) {
  double sum = 0;
  for (std::uint64_t k = count; k <= n; ++k) {
    const auto inside = static_cast<double>(k);
    const auto outside = static_cast<double>(n - k);
    const double log_choose = std::lgamma(inside + outside + 1) - std::lgamma(inside + 1) - std::lgamma(outside + 1);
    sum += std::exp(log_choose + inside * std::log(p) + outside * std::log1p(-p));
  }
  return sum;
}

TEST(ClopperPearson, LeavesHalfTheRestInEachTail) {
  for (const auto& [count, n] : {std::pair{1U, 10U}, {5U, 10U}, {9U, 10U}, {16U, 200U}, {150U, 200U}}) {
    const Interval limits = clopper_pearson(count, n);
    EXPECT_NEAR(upper_tail(count, n, limits.low), 0.025, 1e-10);
    EXPECT_NEAR(1 - upper_tail(count + 1, n, limits.high), 0.025, 1e-10);
  }
}

TEST(ClopperPearson, HasClosedFormsAtTheEnds) {
  const Interval none = clopper_pearson(0, 10);
  EXPECT_EQ(none.low, 0);
  EXPECT_NEAR(none.high, 1 - std::pow(0.025, 0.1), 1e-14);
  const Interval all = clopper_pearson(10, 10);
  EXPECT_NEAR(all.low, std::pow(0.025, 0.1), 1e-14);
  EXPECT_EQ(all.high, 1);
}

TEST(ClopperPearson, IsSymmetric) {
  const Interval few = clopper_pearson(3, 17);
  const Interval many = clopper_pearson(14, 17);
  EXPECT_NEAR(few.low, 1 - many.high, 1e-14);
  EXPECT_NEAR(few.high, 1 - many.low, 1e-14);
}

TEST(ClopperPearson, WidensWithTheLevel) {
  const Interval narrow = clopper_pearson(5, 50, 0.5);
  const Interval wide = clopper_pearson(5, 50, 0.999);
  EXPECT_LT(wide.low, narrow.low);
  EXPECT_GT(wide.high, narrow.high);
}

TEST(ClopperPearson, HoldsForCountsBeyond32Bits) {
  const Interval limits = clopper_pearson(5'000'000'000, 10'000'000'000);
  EXPECT_NEAR(limits.low, 0.5, 1e-5);
  EXPECT_NEAR(limits.high, 0.5, 1e-5);
  EXPECT_LT(limits.low, limits.high);
}

TEST(ClopperPearson, RefusesWhatCannotBe) {
  EXPECT_THROW((void)clopper_pearson(0, 0), std::invalid_argument);
  EXPECT_THROW((void)clopper_pearson(5, 4), std::invalid_argument);
  for (const double level : {0.0, 1.0, -0.5, 95.0, std::nan("")}) {
    EXPECT_THROW((void)clopper_pearson(1, 4, level), std::invalid_argument) << level;
  }
}

TEST(DensityLimits, AreTheLimitsOverTheVolume) {
  const Interval share = clopper_pearson(135, 10'000);
  const Interval density = density_limits(135, 10'000, Bandwidth{0.3}, 2);
  EXPECT_DOUBLE_EQ(density.low, share.low / 0.09);
  EXPECT_DOUBLE_EQ(density.high, share.high / 0.09);
}

TEST(DensityLimits, MissTheTruthWhereTheWindowAveragesTooMuch) {
  const double truth = 1 / (2 * std::numbers::pi);
  EXPECT_GT(density_limits(742, 10'000, Bandwidth{0.7}, 2).high, truth);
  EXPECT_LT(density_limits(939, 10'000, Bandwidth{0.8}, 2).high, truth);
}

TEST(DensityLimits, AreNeverNaN) {
  EXPECT_EQ(density_limits(0, 10, Bandwidth{1e-4}, 100).low, 0);
  EXPECT_THROW((void)density_limits(1, 10, Bandwidth{1}, 0), std::invalid_argument);
}

}  // namespace
}  // namespace parzen
