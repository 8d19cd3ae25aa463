#include "parzen/estimate.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>

#include "complaint.hpp"
#include "parzen/hypercube.hpp"
#include "parzen/normal.hpp"
#include "parzen/reference_covariance.hpp"
#include "parzen/weighted_estimate.hpp"
#include "parzen/widths.hpp"

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

bool holds(double x, double v, double h, Border border) {
  if (border == Border::closed) return std::fabs(x - v) <= h * 0.5;
  return std::fabs(x - v) < h * 0.5;
}

/// The canonical predicate and nothing else.
std::uint64_t canonical_count(SampleView samples, std::span<const double> x, const Window& window) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    bool inside = true;
    for (std::size_t j = 0; j < x.size(); ++j)
      inside = inside && holds(x[j], samples.row(i)[j], window.width(j).value(), window.border());
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

std::vector<double> as_doubles(const std::vector<std::uint64_t>& counts) { return {counts.begin(), counts.end()}; }

TEST(Border, IsTheCanonicalOneOnDecimalDataByEveryWayToCount) {
  for (const Border border : {Border::closed, Border::open}) {
    for (const std::size_t d : {1U, 2U, 3U, 4U}) {
      const Samples samples = decimal_samples(300, d, 5);
      const Grid grid{std::vector(d, stepped_range(-1, 1, 0.5))};
      const std::vector<double> at = grid.points(0, grid.size());
      const SampleView points{at, d};
      const std::vector<double> ones(samples.size(), 1);
      for (int tenths = 1; tenths <= 45; tenths += d == 1 ? 1 : 4) {
        const Bandwidth h{tenths / 10.0};
        const Window window = Window{Kernel::hypercube, h}.with_border(border);
        const auto expected = canonical_counts(samples, points, window);
        for (const CountPath path : paths_in(d)) ASSERT_EQ(count_at_points(samples, points, window, path), expected);
        ASSERT_EQ(count_on_grid(samples, grid, window), expected);
        ASSERT_EQ(weights_at_points(samples, ones, points, window), as_doubles(expected));
        ASSERT_EQ(kernel_sums_on_grid(samples, ones, grid, window), as_doubles(expected));
        for (std::size_t q = 0; q < points.size(); q += 3) {
          ASSERT_EQ(count_in_window(samples, points.row(q), h, border), expected[q]);
          ASSERT_EQ(count_all_widths(samples, points.row(q), std::vector{h}, border)[0], expected[q]);
        }
      }
    }
  }
}

TEST(Border, MayCountHalf) {
  const Samples samples = decimal_samples(300, 2, 5);
  const Grid grid{std::vector(2, stepped_range(-1, 1, 0.5))};
  const std::vector<double> at = grid.points(0, grid.size());
  const SampleView points{at, 2};
  const std::vector<double> twos(samples.size(), 2);
  for (const double width : {1.0, 2.0, 3.0}) {
    const Window window{Kernel::hypercube, Bandwidth{width}};
    const Window half = window.with_border(Border::half);
    const auto closed = canonical_counts(samples, points, window);
    const auto open = canonical_counts(samples, points, window.with_border(Border::open));
    ASSERT_NE(closed, open);
    const auto sums = kernel_sums(samples, points, half);
    const auto weighted = kernel_sums(samples, twos, points, half);
    const auto on_grid = kernel_sums_on_grid(samples, grid, half);
    const auto weighted_on_grid = kernel_sums_on_grid(samples, twos, grid, half);
    for (std::size_t q = 0; q < points.size(); ++q) {
      const double expected = static_cast<double>(closed[q] + open[q]) / 2;
      EXPECT_EQ(plain(sums[q]), expected);
      EXPECT_EQ(plain(weighted[q]), 2 * expected);
      EXPECT_EQ(on_grid[q], expected);
      EXPECT_EQ(weighted_on_grid[q], 2 * expected);
    }
  }
}

TEST(Border, ThatCountsHalfGivesNoWholeCounts) {
  const Samples samples{{0, 1}, 1};
  const Window half = Window{Kernel::hypercube, Bandwidth{2}}.with_border(Border::half);
  EXPECT_THROW((void)count_at_points(samples, samples, half), std::invalid_argument);
  EXPECT_THROW((void)count_on_grid(samples, Grid{{{0, 1}}}, half), std::invalid_argument);
  EXPECT_THROW((void)count_in_window(samples, samples.row(0), Bandwidth{2}, Border::half), std::invalid_argument);
  EXPECT_THROW((void)count_all_widths(samples, samples.row(0), std::vector{Bandwidth{2}}, Border::half),
               std::invalid_argument);
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

TEST(LogDensity, HoldsInAHundredDimensionsForEveryFormAndFarFromAllSamples) {
  const Samples samples{std::vector<double>(300, 0.25), 100};
  const Samples point{std::vector<double>(100, 0.35), 100};
  for (const Kernel kernel : kKernels) {
    if (kernel == Kernel::hypercube) continue;
    for (const double h : {1e-4, 1e4, 1.5}) {
      const Window window = Window{kernel, Bandwidth{h}}.with_form(Form::radial);
      const auto sums = kernel_sums(samples, point, window);
      const double u = 0.1 * 10 / h;  // the length of a hundred equal steps
      double log_term = std::log(kernel_value(kernel, u) / kernel_value(kernel, 0));
      if (kernel == Kernel::gaussian) log_term = -u * u / 2;
      if (kernel == Kernel::exponential) log_term = -u;
      const double expected = log_kernel_height(kernel, Form::radial, 100) - 100 * std::log(h) + log_term;
      if (std::isinf(expected)) {
        EXPECT_EQ(log_density(sums[0], 3, window, 100), expected) << kernel_name(kernel);
      } else {
        EXPECT_NEAR(log_density(sums[0], 3, window, 100), expected, 1e-9 * std::fabs(expected)) << kernel_name(kernel);
      }
    }
  }
}

TEST(LogDensity, IsKeptFarOutForACovariance) {
  // scipy 1.10: k = gaussian_kde(X); k([[0.5, 3], [0.5, -1]]); k.logpdf([[60], [-50]])
  const Samples samples{{0, 0, 1, 0.5, 2, 1.8, -1, -0.4, 0.3, 1.0}, 2};
  const Window window = Window::of_covariance(reference_covariance(samples));
  const auto sums = kernel_sums(samples, Samples{{0.5, 0.5, 3, -1, 60, -50}, 2}, window);
  EXPECT_NEAR(density(sums[0], 5, window, 2), 0.2009359093080863, 1e-14);
  EXPECT_NEAR(density(sums[1], 5, window, 2), 5.538512736042283e-24, 1e-35);
  EXPECT_NEAR(log_density(sums[2], 5, window, 2), -51290.8748925143, 1e-7);
  const Weights weights{{1, 2, 3, 4, 5}};
  const Window weighted = Window::of_covariance(reference_covariance(samples, weights));
  const auto weighted_sums = kernel_sums(samples, weights.values(), Samples{{0.5, 0.5, 3, -1}, 2}, weighted);
  EXPECT_NEAR(density(weighted_sums[0], weights, weighted, 2), 0.141692996097245, 1e-14);
  EXPECT_NEAR(density(weighted_sums[1], weights, weighted, 2), 3.1920463838825913e-22, 1e-33);
}

TEST(KernelSums, OfACovarianceThatIsDiagonalAreThoseOfWidths) {
  const Samples samples = decimal_samples(700, 3, 8);
  const Samples points = decimal_samples(20, 3, 9);
  const Window widths{Kernel::gaussian, {Bandwidth{0.5}, Bandwidth{2}, Bandwidth{0.125}}};
  const Window window = Window::of_covariance(std::vector<double>{0.25, 0, 0, 0, 4, 0, 0, 0, 0.015625});
  const auto expected = densities(samples, points, widths);
  const auto found = densities(samples, points, window);
  for (std::size_t q = 0; q < found.size(); ++q) EXPECT_NEAR(found[q], expected[q], 1e-13 * expected[q]);
}

TEST(KernelSums, OfACovarianceDoNotMindWhereTheOriginIs) {
  const Samples samples = decimal_samples(100, 2, 8);
  std::vector<double> moved{samples.values().begin(), samples.values().end()};
  for (double& value : moved) value += 1'048'576;
  const Window window = Window::of_covariance(std::vector<double>{0.01, 0.009, 0.009, 0.01});
  const double here = densities(samples, Samples{{0.5, 0.25}, 2}, window)[0];
  const double there = densities(Samples{moved, 2}, Samples{{1'048'576.5, 1'048'576.25}, 2}, window)[0];
  EXPECT_NEAR(there, here, 1e-7 * here);  // the moved samples themselves are rounded to 1e-10
}

TEST(KernelSums, InRadialFormAreFunctionsOfTheDistance) {
  const Samples samples = decimal_samples(600, 2, 10);
  const Samples points = decimal_samples(20, 2, 11);
  for (const Kernel kernel : kKernels) {
    if (kernel == Kernel::hypercube) continue;
    const Window window = Window{kernel, {Bandwidth{0.8}, Bandwidth{1.25}}}.with_form(Form::radial);
    const auto found = densities(samples, points, window);
    const double height = std::exp(log_kernel_height(kernel, Form::radial, 2)) / kernel_value(kernel, 0);
    for (std::size_t q = 0; q < points.size(); ++q) {
      double expected = 0;
      for (std::size_t i = 0; i < samples.size(); ++i) {
        const double u = (points.row(q)[0] - samples.row(i)[0]) / 0.8;
        const double v = (points.row(q)[1] - samples.row(i)[1]) / 1.25;
        expected += height * kernel_value(kernel, std::sqrt(u * u + v * v)) / 600;
      }
      EXPECT_NEAR(found[q], expected, 1e-13 + 1e-13 * expected) << kernel_name(kernel);
    }
  }
}

TEST(LogDensity, IsMinusInfinityWhereNothingIs) {
  const Window window{Kernel::triangular, Bandwidth{1}};
  EXPECT_EQ(log_density(kNoTerms, 3, window, 1), -kInfinity);
  EXPECT_EQ(density(kNoTerms, 3, window, 1), 0);
}

}  // namespace
}  // namespace parzen
