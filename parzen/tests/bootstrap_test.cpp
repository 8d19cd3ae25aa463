#include "parzen/bootstrap.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <numeric>
#include <stdexcept>

#include "parzen/estimate.hpp"
#include "parzen/normal.hpp"

namespace parzen {
namespace {

TEST(Resampled, DrawsAsManyAsThereAreByItsSeedAndNumber) {
  const auto times = resampled(1000, 5, 3);
  EXPECT_EQ(std::accumulate(times.begin(), times.end(), 0.0), 1000);
  EXPECT_EQ(resampled(1000, 5, 3), times);
  EXPECT_NE(resampled(1000, 5, 4), times);
  EXPECT_NE(resampled(1000, 6, 3), times);
  // A sample is left out with probability (1 - 1/n)^n, about 1/e.
  EXPECT_NEAR(static_cast<double>(std::ranges::count(times, 0.0)), 1000 / 2.718281828, 60);
}

TEST(Resampled, IsTheSameOnEveryMachine) {
  EXPECT_THAT(resampled(8, 1, 0), testing::ElementsAre(1, 2, 2, 1, 0, 1, 1, 0));
  EXPECT_THAT(resampled(1, 1, 0), testing::ElementsAre(1));
}

TEST(BootstrapDensities, AreThoseOfTheSamplesDrawn) {
  const Samples samples = sample_normal(300, std::vector<double>{0}, std::vector<double>{1}, 1);
  const auto times = resampled(300, 7, 2);
  std::vector<double> drawn;
  for (std::size_t i = 0; i < 300; ++i)
    drawn.insert(drawn.end(), static_cast<std::size_t>(times[i]), samples.values()[i]);
  for (const Kernel kernel : kKernels) {
    const Window window{kernel, Bandwidth{0.5}};
    const Samples points{{-1, 0, 0.5, 20}, 1};
    const auto images = images_of(points, {}, samples, window);
    const auto found = bootstrap_densities(samples, {}, images, window, 7, 2);
    const auto sums = kernel_sums(Samples{drawn, 1}, points, window);
    for (std::size_t q = 0; q < found.size(); ++q) {
      const double expected = density(sums[q], 300, window, 1);
      EXPECT_NEAR(found[q], expected, 1e-13 * expected) << kernel_name(kernel);
    }
  }
}

TEST(BootstrapDensities, OfWeightedSamplesBringTheWeightsAlong) {
  const Samples samples{{0, 5}, 1};
  const Window window{Kernel::hypercube, Bandwidth{1}};
  const auto images = images_of(Samples{{0}, 1}, {}, samples, window);
  for (std::uint64_t b = 0; b < 20; ++b) {
    const auto times = resampled(2, 1, b);
    const auto found = bootstrap_densities(samples, std::vector<double>{1, 3}, images, window, 1, b);
    EXPECT_DOUBLE_EQ(found[0], times[0] / (times[0] + 3 * times[1]));
  }
}

TEST(PercentileLimits, AreQuantilesByLinearInterpolation) {
  // numpy.quantile([0, 1, 2, 3, 10], [0.1, 0.9])
  const std::vector<std::vector<double>> replicates = {{3}, {0}, {10}, {1}, {2}};
  const auto limits = percentile_limits(replicates, 0.8);
  EXPECT_NEAR(limits[0].low, 0.4, 1e-14);
  EXPECT_NEAR(limits[0].high, 7.2, 1e-14);
  EXPECT_THROW((void)percentile_limits(replicates, 1), std::invalid_argument);
  EXPECT_THROW((void)percentile_limits(std::span{replicates}.first(1), 0.5), std::invalid_argument);
}

TEST(PercentileLimits, AreAboutThoseOfTheBinomialForCounts) {
  const Samples samples = sample_normal(2000, std::vector<double>{0}, std::vector<double>{1}, 3);
  const Window window{Kernel::hypercube, Bandwidth{0.5}};
  const Samples point{{0}, 1};
  const auto images = images_of(point, {}, samples, window);
  std::vector<std::vector<double>> replicates;
  for (std::uint64_t b = 0; b < 800; ++b) replicates.push_back(bootstrap_densities(samples, {}, images, window, 1, b));
  const Interval limits = percentile_limits(replicates, 0.95)[0];
  const Interval exact = density_limits(count_at_points(samples, point, window)[0], 2000, Bandwidth{0.5}, 1);
  EXPECT_NEAR(limits.low, exact.low, 0.1 * (exact.high - exact.low));
  EXPECT_NEAR(limits.high, exact.high, 0.1 * (exact.high - exact.low));
}

TEST(PercentileLimits, MayBeInfinite) {
  const double infinite = std::numeric_limits<double>::infinity();
  const std::vector<std::vector<double>> replicates = {{0}, {infinite}, {infinite}};
  const auto limits = percentile_limits(replicates, 0.5);
  EXPECT_EQ(limits[0].high, infinite);
  EXPECT_FALSE(std::isnan(limits[0].low));
}

}  // namespace
}  // namespace parzen
