#include "reach.hpp"

#include <cmath>
#include <limits>
#include <random>

namespace parzen {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

void expect_exact_ends(double x, double half_width) {
  const auto holds = [&](double v) { return std::fabs(x - v) <= half_width; };
  const auto [low, high] = reach(x, half_width);
  EXPECT_TRUE(holds(low) && holds(high)) << x << " " << half_width;
  EXPECT_TRUE(std::isfinite(low) && std::isfinite(high));
  EXPECT_FALSE(holds(std::nextafter(low, -kInfinity))) << x << " " << half_width;
  EXPECT_FALSE(holds(std::nextafter(high, kInfinity))) << x << " " << half_width;
}

TEST(Reach, HasTheLastDoublesThatTheCanonicalPredicateHoldsOnDecimalData) {
  for (int x = -30; x <= 30; ++x) {
    for (int h = 1; h <= 40; ++h) expect_exact_ends(x / 10.0, h / 10.0 * 0.5);
  }
}

TEST(Reach, DiffersFromTheRoundedSum) {
  // On paper 0.4 is on the border of the window of side 0.6 around 0.1; its difference is rounded to outside.
  EXPECT_LT(reach(0.1, 0.6 * 0.5).high, 0.4);
}

TEST(Reach, GoesOnWhereTheCentreIsCoarserThanTheBorder) {
  const auto [low, high] = reach(1, 1);
  EXPECT_EQ(high, 2);
  EXPECT_EQ(low, -std::ldexp(1, -53));  // 1 - low is half way between 1 and its successor, and rounds to the even one
  expect_exact_ends(1, 1);
  expect_exact_ends(-1, 1);
}

TEST(Reach, HoldsForNumbersOfAnySize) {
  std::mt19937_64 random{7};
  const auto any = [&](int low, int high) {
    const double digits = static_cast<double>(random() >> 11U) / 9007199254740992.0 + 1;
    return std::ldexp(random() % 2 == 0 ? digits : -digits,
                      low + static_cast<int>(random() % static_cast<unsigned>(high - low)));
  };
  for (int i = 0; i < 20'000; ++i) expect_exact_ends(any(-60, 60), std::fabs(any(-60, 60)));
  for (int i = 0; i < 2'000; ++i) expect_exact_ends(any(-1022, 1020), std::fabs(any(-1022, 1020)));
}

TEST(Reach, EndsWithTheDoubles) {
  constexpr double kLargest = std::numeric_limits<double>::max();
  EXPECT_EQ(reach(0, kLargest), (Interval{-kLargest, kLargest}));
  EXPECT_EQ(reach(kLargest, 1).high, kLargest);
  EXPECT_EQ(reach(5, 0), (Interval{5, 5}));
  EXPECT_EQ(reach(0, 0), (Interval{0, 0}));
  expect_exact_ends(0, std::numeric_limits<double>::denorm_min());
}

}  // namespace
}  // namespace parzen
