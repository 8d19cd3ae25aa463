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

TEST(Exp2OfProduct, IsWithinTwoUnitsInTheLastPlaceAndTheRoundingOfTheProduct) {
  for (double t = 0; t < 1020 / 0.75; t += 0.00137) {
    const double expected = static_cast<double>(std::exp2(-0.75L * t));
    const double unit = std::nextafter(expected, 2) - expected;
    const double of_product = 0.75 * t * 0x1p-53 * expected;  // nothing where products are fused
    ASSERT_LE(std::fabs(exp2_of_product(t, -0.75) - expected), 2 * unit + of_product) << t;
  }
}

TEST(Exp2OfProduct, IsExactForWholePowers) {
  for (int k = 0; k <= 1020; ++k) ASSERT_EQ(exp2_of_product(k, -1), std::ldexp(1, -k)) << k;
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
