#include "exact_sum.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>

namespace parzen {
namespace {

TEST(ExactTotal, DoesNotDependOnTheOrder) {
  std::mt19937 random{1};
  std::vector<double> values;
  for (int i = 0; i < 1000; ++i)
    values.push_back(std::ldexp(static_cast<double>(random()), -static_cast<int>(random() % 60)));
  const double total = exact_total(values);
  std::ranges::sort(values);
  EXPECT_EQ(exact_total(values), total);
  std::ranges::reverse(values);
  EXPECT_EQ(exact_total(values), total);
}

TEST(ExactTotal, IsRoundedOnceWhereSumsOfDoublesDrift) {
  std::vector<double> values(1 << 20, 0.1);
  EXPECT_EQ(exact_total(values), 0.1 * (1 << 20));
  values.assign(3, std::numeric_limits<double>::max() / 4);
  EXPECT_EQ(exact_total(values), 3 * (std::numeric_limits<double>::max() / 4));
}

TEST(ExactTotal, HoldsFromTheSmallestDoublesToTheLargest) {
  const double tiny = std::numeric_limits<double>::denorm_min();
  EXPECT_EQ(exact_total(std::vector{tiny, tiny, tiny}), 3 * tiny);
  EXPECT_EQ(exact_total(std::vector{1e308, 1e308}), std::numeric_limits<double>::infinity());
  EXPECT_EQ(exact_total(std::vector{0.0, 0.0}), 0);
  EXPECT_EQ(exact_total({}), 0);
}

}  // namespace
}  // namespace parzen
