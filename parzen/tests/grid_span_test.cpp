#include "grid_span.hpp"

#include <cmath>
#include <random>
#include <vector>

#include "parzen/widths.hpp"

namespace parzen {
namespace {

void expect_canonical(const std::vector<double>& axis, double x, double half_width) {
  const auto [first, last] = within(axis, x, half_width);
  for (std::size_t k = 0; k < axis.size(); ++k) {
    const bool is_held = std::fabs(x - axis[k]) <= half_width;
    ASSERT_EQ(first <= k && k < last, is_held) << x << " " << half_width << " " << axis[k];
  }
}

TEST(GridSpan, HasTheCoordinatesThatTheCanonicalPredicateHolds) {
  const std::vector<double> axis = stepped_range(-2, 2, 0.1);
  for (int x = -35; x <= 35; ++x) {
    for (int h = 1; h <= 60; ++h) expect_canonical(axis, x / 10.0, h / 10.0 * 0.5);
  }
}

TEST(GridSpan, NeedsNoEvenSpacing) {
  std::mt19937 random{3};
  std::vector<double> axis;
  double at = -5;
  for (int k = 0; k < 200; ++k) axis.push_back(at += std::pow(10, static_cast<double>(random() % 50) / 10 - 5));
  for (int i = 0; i < 500; ++i) {
    expect_canonical(axis, axis[random() % 200] + static_cast<double>(random() % 3) * 0.5,
                     static_cast<double>(random() % 1000) / 300);
  }
}

TEST(GridSpan, IsEmptyBesideTheAxis) {
  const std::vector<double> axis = {0, 1, 2};
  for (const double x : {-5.0, 0.5, 9.0, 1e300, -1e300}) {
    const auto [first, last] = within(axis, x, 0.25);
    EXPECT_GE(first, last);
  }
  EXPECT_EQ(within(std::vector<double>{1}, 1, 0.25), (GridSpan{0, 1}));
}

}  // namespace
}  // namespace parzen
