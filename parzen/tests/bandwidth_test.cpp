#include "parzen/bandwidth.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

#include "complaint.hpp"

namespace parzen {
namespace {

TEST(Bandwidth, KeepsItsValue) { EXPECT_EQ(Bandwidth{0.3}.value(), 0.3); }

TEST(Bandwidth, TakesTheSmallestAndTheLargestDouble) {
  for (const double h : {std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::max()}) {
    EXPECT_EQ(Bandwidth{h}.value(), h);
  }
}

TEST(Bandwidth, RefusesWhatIsNotAFinitePositiveNumber) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (const double h : {0.0, -0.0, -0.1, kInfinity, -kInfinity, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THROW(Bandwidth{h}, std::invalid_argument) << h;
  }
}

TEST(Bandwidth, SaysWhatItFoundAndWhatItExpected) {
  EXPECT_EQ(complaint<std::invalid_argument>([] { Bandwidth{-0.5}; }),
            "width is -0.5, expected a finite number greater than 0");
}

TEST(Bandwidth, Compares) { EXPECT_LT(Bandwidth{0.1}, Bandwidth{0.2}); }

}  // namespace
}  // namespace parzen
