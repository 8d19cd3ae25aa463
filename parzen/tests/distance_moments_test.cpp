#include "distance_moments.hpp"

#include <cmath>
#include <random>

namespace parzen {
namespace {

std::vector<double> distances(std::size_t n, double most) {
  std::mt19937 random{7};
  std::vector<double> values(n);
  for (double& value : values) value = most * std::pow(static_cast<double>(random() % 1'000'001) / 1e6, 3);
  return values;
}

TEST(DistanceMoments, SumExponentialsOfASingleDistanceAsExactlyAsTheySay) {
  for (const double scale : {1.0, 0.37}) {
    for (double s = 0; s < 60; s += 0.0173) {
      DistanceMoments moments{0.01};
      moments.add(std::vector<double>{s / scale}, scale);
      for (const double b : {1.0, 0.5, 0.123, 0.01}) {
        const double t = b * s + 1.0 / 64;
        const double expected = std::exp(-b * s);
        const double bound = std::pow(t / 512, 8) / 40'320 + (8 + 4 * t) * 0x1p-53;
        ASSERT_NEAR(moments.sums(std::vector<double>{b})[0], expected, bound * expected) << s << " " << b;
      }
    }
  }
}

TEST(DistanceMoments, SumManyDistancesForManyFactors) {
  for (const std::size_t n : {1U, 2U, 255U, 256U, 257U, 3000U}) {
    const auto all = distances(n, 1e4);
    DistanceMoments moments{1e-3};
    moments.add(all, 2);
    for (double b = 1; b >= 1e-3; b *= 0.7) {
      double expected = 0;
      for (const double s : all) expected += std::exp(-2 * b * s);
      EXPECT_NEAR(moments.sums(std::vector<double>{b})[0], expected, 1e-13 * expected + 1e-18);
    }
  }
}

TEST(DistanceMoments, LeaveOutWhatIsTooFarToCount) {
  DistanceMoments moments{0.5};
  moments.add(std::vector<double>{1e300, 1e4, 0}, 1e20);
  for (const double sum : moments.sums(std::vector<double>{1, 0.5})) EXPECT_NEAR(sum, 1, 1e-15);
}

TEST(DistanceMoments, AreOfNothingAtFirst) {
  EXPECT_EQ(DistanceMoments{1}.sums(std::vector<double>{1, 1}), (std::vector<double>{0, 0}));
}

}  // namespace
}  // namespace parzen
