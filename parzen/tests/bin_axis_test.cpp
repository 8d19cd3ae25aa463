#include "bin_axis.hpp"

#include <cmath>
#include <stdexcept>

#include "parzen/widths.hpp"

namespace parzen {
namespace {

TEST(BinAxis, PutsPointsOnBinsAndSamplesBetweenThem) {
  const auto points = spaced_range(-1, 3, 5);
  const BinAxis axis{points, 1e9, Kernel::gaussian, 2, 1000};
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto [bin, after] = axis.place_of(points[i]);
    EXPECT_NEAR(static_cast<double>(bin) + after, static_cast<double>(axis.bin_of(i)), 1e-9);
  }
  const auto [bin, after] = axis.place_of(0.5);
  EXPECT_NEAR(static_cast<double>(bin) + after, static_cast<double>(axis.bin_of(1) + axis.bin_of(2)) / 2, 1e-9);
}

TEST(BinAxis, IsAsFineAsTheNumberOfBinsAllows) {
  const auto points = spaced_range(0, 1, 11);
  EXPECT_NEAR(BinAxis(points, 1e9, Kernel::gaussian, 0.1, 100'000).most_error(), 1.0 / 256 / 8, 1e-12);
  EXPECT_GT(BinAxis(points, 1e9, Kernel::gaussian, 0.1, 60).most_error(), 1.0 / 16);
}

TEST(BinAxis, ReachesAllThatCountsAndNothingElse) {
  const auto points = spaced_range(0, 10, 11);
  const BinAxis axis{points, 1e9, Kernel::triangular, 1, 1000};
  EXPECT_TRUE(axis.reaches(-1));
  EXPECT_TRUE(axis.reaches(11));
  EXPECT_FALSE(axis.reaches(-1.5));
  EXPECT_FALSE(axis.reaches(11.5));
}

TEST(BinAxis, ReachesNoFartherThanTheFarthestSample) {
  const auto points = spaced_range(0, 10, 11);
  EXPECT_LT(BinAxis(points, 15, Kernel::gaussian, 1000, 1000).size(), 60U);
  EXPECT_THROW((BinAxis{points, 1e9, Kernel::gaussian, 1e9, 1000}), std::invalid_argument);
}

TEST(BinAxis, HasNoTransformLongerThanItSays) {
  const BinAxis axis{spaced_range(0, 10, 11), 1e9, Kernel::biweight, 1, 1000};
  EXPECT_EQ(axis.transform().size(), axis.size());
}

}  // namespace
}  // namespace parzen
