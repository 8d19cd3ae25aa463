#include "vector_exp.hpp"

#include <cmath>
#include <limits>

namespace parzen {
namespace {

TEST(ExpOfNegative, IsWithinTwoUnitsInTheLastPlace) {
  for (double x = 0; x > -708; x -= 0.00137) {
    const double expected = std::exp(x);
    const double unit = std::nextafter(expected, 2) - expected;
    ASSERT_LE(std::fabs(exp_of_negative(x) - expected), 2 * unit) << x;
  }
}

TEST(ExpOfNegative, IsOneAtZero) {
  EXPECT_EQ(exp_of_negative(0), 1);
  EXPECT_EQ(exp_of_negative(-0.0), 1);
  EXPECT_EQ(exp_of_negative(-1e-300), 1);
}

TEST(ExpOfNegative, EndsWhereTheNormalNumbersDo) {
  EXPECT_GT(exp_of_negative(-708), 0);
  EXPECT_EQ(exp_of_negative(std::nextafter(-708, -709)), 0);
  EXPECT_EQ(exp_of_negative(-1e300), 0);
  EXPECT_EQ(exp_of_negative(-std::numeric_limits<double>::infinity()), 0);
}

}  // namespace
}  // namespace parzen
