#include "parzen/estimate.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

#include "complaint.hpp"
#include "parzen/hypercube.hpp"
#include "parzen/normal.hpp"

namespace parzen {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Numbers with one decimal place: many of their differences are on the border of a window, on paper or in fact.
Samples decimal_samples(std::size_t n, std::size_t d, unsigned seed) {
  std::mt19937 random{seed};
  std::vector<double> values(n * d);
  for (double& value : values) value = static_cast<double>(static_cast<int>(random() % 41U) - 20) / 10;
  return {std::move(values), d};
}

/// The canonical predicate and nothing else.
std::uint64_t canonical_count(SampleView samples, std::span<const double> x, const Window& window) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    bool inside = true;
    for (std::size_t j = 0; j < x.size(); ++j)
      inside = inside && std::fabs(x[j] - samples.row(i)[j]) <= window.width(j).value() * 0.5;
    count += inside ? 1U : 0U;
  }
  return count;
}

std::vector<std::uint64_t> canonical_counts(SampleView samples, SampleView points, const Window& window) {
  std::vector<std::uint64_t> counts;
  for (std::size_t q = 0; q < points.size(); ++q) counts.push_back(canonical_count(samples, points.row(q), window));
  return counts;
}

std::vector<CountPath> paths_in(std::size_t dimension) {
  std::vector<CountPath> paths = {CountPath::scan};
  if (dimension == 1) paths.push_back(CountPath::sorted);
  if (dimension <= 6) paths.push_back(CountPath::slabs);
  return paths;
}

TEST(CountAtPoints, GivesTheCanonicalCountsOnDecimalDataByEveryPath) {
  for (const std::size_t d : {1U, 2U, 3U, 5U, 8U}) {
    const Samples samples = decimal_samples(400, d, 1);
    const Samples points = decimal_samples(30, d, 2);
    for (int tenths = 1; tenths <= 45; tenths += d == 1 ? 1 : 4) {
      const double h = tenths / 10.0;
      for (const double near : {std::nextafter(h, 0), h, std::nextafter(h, kInfinity)}) {
        const Window window{Kernel::hypercube, Bandwidth{near}};
        const auto expected = canonical_counts(samples, points, window);
        for (const CountPath path : paths_in(d))
          ASSERT_EQ(count_at_points(samples, points, window, path), expected)
              << d << " " << near << " " << path_name(path);
      }
    }
  }
}

TEST(CountAtPoints, TakesAWidthForEachDimension) {
  const Samples samples = decimal_samples(2000, 2, 3);
  const Samples points = decimal_samples(100, 2, 4);
  for (const double wide : {0.3, 1.1, 2.7}) {
    const Window window{Kernel::hypercube, {Bandwidth{0.7}, Bandwidth{wide}}};
    for (const CountPath path : paths_in(2))
      EXPECT_EQ(count_at_points(samples, points, window, path), canonical_counts(samples, points, window));
  }
}

TEST(CountAtPoints, GivesTheArticlesCounts) {
  const Samples samples = sample_normal(10'000, std::vector<double>{0, 0}, std::vector<double>{1, 0, 0, 1}, 123);
  const std::vector<std::uint64_t> article = {16, 61, 135, 247, 390, 547, 742, 939, 1194, 1445, 1728, 2022};
  for (std::size_t i = 0; i < article.size(); ++i) {
    const Window window{Kernel::hypercube, Bandwidth{0.1 + static_cast<double>(i) * 0.1}};
    for (const CountPath path : paths_in(2))
      EXPECT_THAT(count_at_points(samples, Samples{{0, 0}, 2}, window, path), testing::ElementsAre(article[i]));
  }
}

TEST(CountAtPoints, RefusesWhatDoesNotFit) {
  const Samples samples = decimal_samples(10, 2, 1);
  const Window window{Kernel::hypercube, Bandwidth{1}};
  EXPECT_THAT(complaint<std::invalid_argument>([&] {
                (void)count_at_points(samples, Samples{{1}, 1}, window);
              }),
              testing::HasSubstr("expected 2"));
  EXPECT_THROW((void)count_at_points(samples, samples, window, CountPath::sorted), std::invalid_argument);
  EXPECT_THROW((void)count_at_points(samples, samples, Window{Kernel::gaussian, Bandwidth{1}}), std::invalid_argument);
  EXPECT_THROW((void)kernel_sums(samples, samples, Window{Kernel::gaussian, std::vector(3, Bandwidth{1})}),
               std::invalid_argument);
}

TEST(CheapestPath, NeedsManyPointsToBeWorthAnIndex) {
  EXPECT_EQ(cheapest_path(1'000'000, 2, 1), CountPath::scan);
  EXPECT_EQ(cheapest_path(1'000'000, 1, 100'000), CountPath::sorted);
  EXPECT_EQ(cheapest_path(1'000'000, 3, 100'000), CountPath::slabs);
  EXPECT_EQ(cheapest_path(1'000'000, 7, 100'000), CountPath::scan);
}

std::vector<double> densities(const Samples& samples, const Samples& points, const Window& window) {
  std::vector<double> result;
  for (const ScaledSum sum : kernel_sums(samples, points, window))
    result.push_back(density(sum, samples.size(), window, samples.dimension()));
  return result;
}

TEST(KernelSums, EqualTheDefinition) {
  for (const Kernel kernel : kKernels) {
    const Samples samples = sample_normal(1500, std::vector<double>{0, 1}, std::vector<double>{1, 0.5, 0.5, 2}, 5);
    const Samples points{{0, 0, 0.5, 1.25, -1, 3}, 2};
    const Window window{kernel, {Bandwidth{0.6}, Bandwidth{0.9}}};
    const auto found = densities(samples, points, window);
    for (std::size_t q = 0; q < points.size(); ++q) {
      double expected = 0;
      for (std::size_t i = 0; i < samples.size(); ++i) {
        expected += kernel_value(kernel, (points.row(q)[0] - samples.row(i)[0]) / 0.6) / 0.6 *
                    kernel_value(kernel, (points.row(q)[1] - samples.row(i)[1]) / 0.9) / 0.9 / 1500;
      }
      EXPECT_NEAR(found[q], expected, 1e-13 * expected) << kernel_name(kernel);
    }
  }
}

TEST(KernelSums, OfWholeBlocksAddedInOrderAreThoseOfAll) {
  const Samples samples = sample_normal(2 * kSumBlockRows + 4321, std::vector<double>{0}, std::vector<double>{1}, 9);
  const Samples points{{0, 0.3, 40}, 1};
  const Window window{Kernel::gaussian, Bandwidth{0.2}};
  std::vector<ScaledSum> sums(points.size(), kNoTerms);
  for (std::size_t begin = 0; begin < samples.size(); begin += kSumBlockRows) {
    const SampleView block{samples.values().subspan(begin, std::min(kSumBlockRows, samples.size() - begin)), 1};
    const auto part = kernel_sums(block, points, window);
    for (std::size_t q = 0; q < sums.size(); ++q) sums[q] = sums[q] + part[q];
  }
  EXPECT_EQ(sums, kernel_sums(samples, points, window));
}

TEST(KernelSums, AreTheHypercubesCounts) {
  const Samples samples = decimal_samples(300, 2, 1);
  const Samples points = decimal_samples(20, 2, 2);
  const Window window{Kernel::hypercube, Bandwidth{0.8}};
  const auto counts = count_at_points(samples, points, window);
  const auto found = densities(samples, points, window);
  for (std::size_t q = 0; q < counts.size(); ++q)
    EXPECT_EQ(found[q], hypercube_density(counts[q], 300, Bandwidth{0.8}, 2));
}

// KDEpy's test_NaiveKDE: R's density(c(0, .1, 1)) at n points of [-1, 1]. R's bw is the kernel's standard deviation.
// R puts the data on a grid first, so the smooth kernels agree to 2e-3 of KDEpy's own tolerance only.
struct FromR {
  Kernel kernel;
  double bw;
  std::vector<double> expected;
  double tolerance;
};

TEST(KernelSums, AgreeWithR) {
  const Samples data{{0, 0.1, 1}, 1};
  for (const FromR& r :
       std::vector<FromR>{{Kernel::hypercube, 0.1, {0, 0, 1.924501, 0, 0.9622504}, 1e-6},
                          {Kernel::hypercube, 0.2, {0, 0, 0.9622504, 0, 0.4811252}, 1e-6},
                          {Kernel::hypercube, 0.6, {0.1603751, 0.4811252, 0.4811252}, 1e-6},
                          {Kernel::triangular, 0.6, {0.1298519, 0.5098009, 0.3865535}, 2e-3},
                          {Kernel::epanechnikov, 0.1, {0, 0, 0.2251871, 1.119926, 0, 1.118034}, 2e-2},
                          {Kernel::biweight, 2, {0.1524078, 0.1655184, 0.1729870, 0.1743973, 0.1696706}, 2e-3},
                          {Kernel::gaussian, 1, {0.17127129, 0.34595518, 0.30233275}, 2e-3},
                          {Kernel::gaussian, 0.01, {0, 13.29807601, 13.29807601}, 2e-3}}) {
    const Window window{r.kernel, Bandwidth{r.bw / std::sqrt(kernel_variance(r.kernel))}};
    std::vector<double> at;
    const auto steps = static_cast<double>(r.expected.size() - 1);
    for (std::size_t i = 0; i < r.expected.size(); ++i) at.push_back(-1 + 2 * static_cast<double>(i) / steps);
    const auto found = densities(data, Samples{at, 1}, window);
    for (std::size_t i = 0; i < found.size(); ++i)
      EXPECT_NEAR(found[i], r.expected[i], r.tolerance) << kernel_name(r.kernel) << " " << r.bw << " at " << at[i];
  }
}

TEST(KernelSums, AgreeWithPythonsDocumentation) {
  // statistics.kde, h = 1.5, at -6 … 10, printed with three places.
  const Samples data{{-2.1, -1.3, -0.4, 1.9, 5.1, 6.2}, 1};
  const std::vector<double> expected = {0.002, 0.009, 0.031, 0.070, 0.111, 0.125, 0.110, 0.086, 0.068,
                                        0.059, 0.066, 0.082, 0.082, 0.058, 0.028, 0.009, 0.002};
  std::vector<double> at;
  for (int x = -6; x <= 10; ++x) at.push_back(x);
  const auto found = densities(data, Samples{at, 1}, Window{Kernel::gaussian, Bandwidth{1.5}});
  for (std::size_t i = 0; i < at.size(); ++i) EXPECT_NEAR(found[i], expected[i], 0.0005);
}

TEST(LogDensity, NeitherUnderflowsNorOverflowsInAHundredDimensions) {
  const Samples samples{std::vector<double>(300, 0.25), 100};
  const Samples point{std::vector<double>(100, 0.25), 100};
  for (const double h : {1e-4, 1e4}) {
    for (const Kernel kernel : kKernels) {
      const Window window{kernel, Bandwidth{h}};
      const auto sums = kernel_sums(samples, point, window);
      const double expected = 100 * (std::log(kernel_value(kernel, 0)) - std::log(h));
      EXPECT_NEAR(log_density(sums[0], 3, window, 100), expected, 1e-9) << kernel_name(kernel);
    }
  }
}

TEST(LogDensity, IsKeptFarFromAllSamples) {
  const Samples samples{{0, 1}, 1};
  const Window window{Kernel::gaussian, Bandwidth{1}};
  const auto sums = kernel_sums(samples, Samples{{101}, 1}, window);
  // The nearer sample alone matters: -100²/2 - log(2 sqrt(2π)).
  EXPECT_NEAR(log_density(sums[0], 2, window, 1), -5000 - std::log(2) - 0.5 * std::log(2 * 3.14159265358979324), 1e-9);
  EXPECT_EQ(density(sums[0], 2, window, 1), 0);
}

TEST(LogDensity, IsMinusInfinityWhereNothingIs) {
  const Window window{Kernel::triangular, Bandwidth{1}};
  EXPECT_EQ(log_density(kNoTerms, 3, window, 1), -kInfinity);
  EXPECT_EQ(density(kNoTerms, 3, window, 1), 0);
}

}  // namespace
}  // namespace parzen
