#include "chebyshev.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace parzen {
namespace {

TEST(ChebyshevDistances, AreTheLargestDifferenceInAnyDimension) {
  for (std::size_t d = 1; d <= 9; ++d) {
    for (std::size_t far = 0; far < d; ++far) {
      std::vector<double> values(d, 0.25);
      values[far] = -3;
      const std::vector<double> at(d, 1);
      std::array<double, 1> distance{};
      chebyshev_distances(SampleView{values, d}, 0, at, Border::closed, distance);
      EXPECT_EQ(distance[0], 4) << "d = " << d << ", far in " << far;
    }
  }
}

TEST(ChebyshevDistances, BeginWhereTheyAreToldAndStopInTime) {
  const std::vector<double> values{1, 2, 3, 4, 5};
  const std::vector<double> at{0};
  std::vector<double> distances{-1, -1, -1};
  chebyshev_distances(SampleView{values, 1}, 2, at, Border::closed, std::span{distances}.first(2));
  EXPECT_THAT(distances, testing::ElementsAre(3, 4, -1));
}

}  // namespace
}  // namespace parzen
