#include "parzen/weighted_estimate.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <random>
#include <stdexcept>

#include "parzen/hypercube.hpp"
#include "parzen/normal.hpp"
#include "parzen/widths.hpp"

namespace parzen {
namespace {

Samples decimal_samples(std::size_t n, std::size_t d, unsigned seed) {
  std::mt19937 random{seed};
  std::vector<double> values(n * d);
  for (double& value : values) value = static_cast<double>(static_cast<int>(random() % 41U) - 20) / 10;
  return {std::move(values), d};
}

/// 0, 1, 2 or 3 of each sample.
std::vector<double> whole_weights(std::size_t n) {
  std::mt19937 random{static_cast<unsigned>(n)};
  std::vector<double> weights(n);
  for (double& weight : weights) weight = static_cast<double>(random() % 4U);
  weights[0] = 1;
  return weights;
}

/// Each sample as often as its weight says.
Samples repeated(const Samples& samples, std::span<const double> weights) {
  std::vector<double> values;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    for (int k = 0; k < static_cast<int>(weights[i]); ++k) {
      values.insert(values.end(), samples.row(i).begin(), samples.row(i).end());
    }
  }
  return {std::move(values), samples.dimension()};
}

TEST(WeightsAtPoints, AreTheCountsOfRepeatedSamplesToTheLastBit) {
  for (const std::size_t d : {1U, 2U, 4U}) {
    const Samples samples = decimal_samples(300, d, 1);
    const Samples points = decimal_samples(80, d, 2);
    const std::vector<double> weights = whole_weights(300);
    for (const double h : {0.2, 0.6, std::nextafter(0.6, 0), 1.4, 9.0}) {
      const Window window{Kernel::hypercube, Bandwidth{h}};
      const auto counts = count_at_points(repeated(samples, weights), points, window);
      EXPECT_EQ(weights_at_points(samples, weights, points, window), std::vector<double>(counts.begin(), counts.end()));
      const Samples one{{points.row(0).begin(), points.row(0).end()}, d};
      EXPECT_THAT(weights_at_points(samples, weights, one, window), testing::ElementsAre(counts[0]));
    }
  }
}

TEST(WeightsAtPoints, DoNotRoundOnTheWay) {
  // 1e16 + 1 is no double, and running totals of doubles would lose the 1.
  const Samples samples{{0, 5, 10}, 1};
  const std::vector<double> weights = {1e16, 1, 1e-4};
  std::vector<double> at(100, 5);
  at[1] = 10;
  const Window window{Kernel::hypercube, Bandwidth{2}};
  const auto sums = weights_at_points(samples, weights, Samples{at, 1}, window);
  EXPECT_EQ(sums[0], 1);
  EXPECT_EQ(sums[1], 1e-4);
}

TEST(WeightedKernelSums, OfWeightsThatAreOneAreThePlainOnesToTheLastBit) {
  for (const std::size_t d : {1U, 3U, 10U}) {
    const Samples samples = decimal_samples(1500, d, 3);
    const Samples points = decimal_samples(9, d, 4);
    const std::vector<double> ones(samples.size(), 1);
    for (const Kernel kernel : kKernels) {
      const Window window{kernel, Bandwidth{0.9}};
      EXPECT_EQ(kernel_sums(samples, ones, points, window), kernel_sums(samples, points, window))
          << kernel_name(kernel) << d;
    }
  }
}

TEST(WeightedKernelSums, AreThoseOfRepeatedSamples) {
  const Samples samples = decimal_samples(1500, 2, 5);
  const Samples points = decimal_samples(9, 2, 6);
  const Weights weights{whole_weights(1500)};
  const Samples all = repeated(samples, weights.values());
  for (const Kernel kernel : kKernels) {
    const Window window{kernel, {Bandwidth{0.9}, Bandwidth{1.3}}};
    const auto weighted = kernel_sums(samples, weights.values(), points, window);
    const auto plain = kernel_sums(all, points, window);
    for (std::size_t q = 0; q < points.size(); ++q) {
      const double expected = density(plain[q], all.size(), window, 2);
      EXPECT_NEAR(density(weighted[q], weights, window, 2), expected, 1e-13 * expected) << kernel_name(kernel);
    }
  }
}

TEST(WeightedKernelSums, AgreeWithScipy) {
  // scipy 1.10: k = gaussian_kde(x, weights=w, bw_method='scott'); k([-3, 0, 2.5, 40]); k.logpdf([-3, 40])
  const Samples samples{{-2.1, -1.3, -0.4, 1.9, 5.1, 6.2}, 1};
  const Weights weights{{1, 2, 0.5, 3, 1.25, 0.25}};
  const Window window{Kernel::gaussian, Bandwidth{2.209804355891391}};
  const auto sums = kernel_sums(samples, weights.values(), Samples{{-3, 0, 2.5, 40}, 1}, window);
  const std::vector<double> scipy = {0.06581844632949212, 0.1122853332293107, 0.0984004991484747,
                                     8.921528186208188e-54};
  for (std::size_t q = 0; q < scipy.size(); ++q)
    EXPECT_NEAR(density(sums[q], weights, window, 1), scipy[q], 2e-13 * scipy[q]);
  EXPECT_NEAR(log_density(sums[0], weights, window, 1), -2.7208551405846166, 1e-13);
  EXPECT_NEAR(log_density(sums[3], weights, window, 1), -122.15112776843658, 1e-12);
}

TEST(WeightedKernelSums, DoNotLetASampleThatDoesNotCountHideTheOthers) {
  const Samples samples{{0, 100}, 1};
  const std::vector<double> weights = {1, 0};
  const Window window{Kernel::gaussian, Bandwidth{1}};
  const auto sums = kernel_sums(samples, weights, Samples{{100}, 1}, window);
  EXPECT_NEAR(log_density(sums[0], 1, window, 1), -5000 - 0.5 * std::log(2 * 3.14159265358979324), 1e-9);
}

TEST(WeightedKernelSums, OfWholeBlocksAddedInOrderAreThoseOfAll) {
  const Samples samples = sample_normal(kSumBlockRows + 4321, std::vector<double>{0}, std::vector<double>{1}, 9);
  const std::vector<double> weights = whole_weights(samples.size());
  const Samples points{{0, 0.3, 40}, 1};
  const Window window{Kernel::gaussian, Bandwidth{0.2}};
  std::vector<ScaledSum> sums(points.size(), kNoTerms);
  for (std::size_t begin = 0; begin < samples.size(); begin += kSumBlockRows) {
    const std::size_t rows = std::min(kSumBlockRows, samples.size() - begin);
    const SampleView block{samples.values().subspan(begin, rows), 1};
    const auto part = kernel_sums(block, std::span{weights}.subspan(begin, rows), points, window);
    for (std::size_t q = 0; q < sums.size(); ++q) sums[q] = sums[q] + part[q];
  }
  EXPECT_EQ(sums, kernel_sums(samples, weights, points, window));
}

TEST(WeightedKernelSumsOnGrid, AreThoseAtItsPoints) {
  const Samples samples = decimal_samples(700, 2, 7);
  std::vector<double> weights = whole_weights(700);
  for (double& weight : weights) weight *= 0.1;
  const Grid grid{{spaced_range(-2, 2, 9), spaced_range(-1, 1, 5)}};
  std::vector<double> at;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    for (const double x : grid.point(i)) at.push_back(x);
  }
  for (const Kernel kernel : kKernels) {
    const Window window{kernel, {Bandwidth{0.7}, Bandwidth{0.4}}};
    const auto on_grid = kernel_sums_on_grid(samples, weights, grid, window);
    const auto sums = kernel_sums(samples, weights, Samples{at, 2}, window);
    for (std::size_t i = 0; i < grid.size(); ++i) {
      const double tolerance = kernel == Kernel::hypercube ? 0 : 1e-11;
      EXPECT_NEAR(on_grid[i], sums[i].sum * std::exp(sums[i].log_scale), tolerance) << kernel_name(kernel);
    }
  }
}

TEST(WeightedKernelSums, WantAWeightForEachSample) {
  const Samples samples = decimal_samples(3, 1, 1);
  const std::vector<double> weights = {1, 2};
  for (const Kernel kernel : {Kernel::hypercube, Kernel::gaussian}) {
    const Window window{kernel, Bandwidth{1}};
    EXPECT_THROW((void)kernel_sums(samples, weights, samples, window), std::invalid_argument);
    EXPECT_THROW((void)kernel_sums_on_grid(samples, weights, Grid{{{0, 1}}}, window), std::invalid_argument);
  }
}

}  // namespace
}  // namespace parzen
