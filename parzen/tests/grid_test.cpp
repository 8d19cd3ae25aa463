#include "parzen/grid.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>

#include "parzen/estimate.hpp"
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

Grid decimal_grid(std::size_t d) {
  std::vector<std::vector<double>> axes = {
      stepped_range(-2.5, 2.5, 0.1), stepped_range(-1, 1, 0.2), {0.3}, stepped_range(-2, 2, 0.5)};
  axes.resize(d);
  return Grid{axes};
}

TEST(Grid, RunsFastestAlongItsLastAxis) {
  const Grid grid{{{1, 2}, {10, 20, 30}}};
  EXPECT_EQ(grid.size(), 6U);
  EXPECT_THAT(grid.point(1), testing::ElementsAre(1, 20));
  EXPECT_THAT(grid.point(5), testing::ElementsAre(2, 30));
}

TEST(Grid, RefusesWhatIsNone) {
  EXPECT_THROW(Grid{{}}, std::invalid_argument);
  EXPECT_THROW((Grid{{{1, 2}, {}}}), std::invalid_argument);
  EXPECT_THROW((Grid{{{2, 1}}}), std::invalid_argument);
  EXPECT_THROW((Grid{{{1, 1}}}), std::invalid_argument);
  EXPECT_THROW((Grid{{{1, std::numeric_limits<double>::infinity()}}}), std::invalid_argument);
  const std::vector<double> axis = spaced_range(0, 1, 100'000);
  EXPECT_THROW((Grid{{axis, axis}}), std::invalid_argument);
}

TEST(KernelSumsOnGrid, AreThoseAtItsPointsForWindowsWithoutFactors) {
  const Samples samples = decimal_samples(300, 2, 5);
  const Grid grid{{spaced_range(-2, 2, 90), spaced_range(-1, 1, 60)}};
  const std::vector<double> at = grid.points(0, grid.size());
  for (const Window& window : {Window{Kernel::triweight, Bandwidth{0.8}}.with_form(Form::radial),
                               Window::of_covariance(std::vector<double>{1, 0.5, 0.5, 1})}) {
    const auto on_grid = kernel_sums_on_grid(samples, grid, window);
    const auto sums = kernel_sums(samples, SampleView{at, 2}, window);
    ASSERT_EQ(on_grid.size(), grid.size());
    for (std::size_t i = 0; i < grid.size(); ++i) EXPECT_EQ(on_grid[i], plain(sums[i]));
  }
}

TEST(CountOnGrid, GivesTheCanonicalCountsOnDecimalData) {
  for (const std::size_t d : {1U, 2U, 3U, 4U}) {
    const Samples samples = decimal_samples(300, d, 1);
    const Grid grid = decimal_grid(d);
    for (const double h : {0.1, 0.3, 0.6, std::nextafter(0.6, 0), std::nextafter(0.6, 1), 1.4, 4.5}) {
      const auto counts = count_on_grid(samples, grid, Window{Kernel::hypercube, Bandwidth{h}});
      ASSERT_EQ(counts.size(), grid.size());
      for (std::size_t i = 0; i < grid.size(); ++i)
        ASSERT_EQ(counts[i], count_in_window(samples, grid.point(i), Bandwidth{h})) << d << " " << h << " " << i;
    }
  }
}

TEST(CountOnGrid, TakesAWidthPerAxis) {
  const Samples samples = decimal_samples(500, 2, 2);
  const Window window{Kernel::hypercube, {Bandwidth{0.4}, Bandwidth{1.8}}};
  const Grid grid = decimal_grid(2);
  std::vector<double> points;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const auto point = grid.point(i);
    points.insert(points.end(), point.begin(), point.end());
  }
  EXPECT_EQ(count_on_grid(samples, grid, window), count_at_points(samples, Samples{points, 2}, window));
}

TEST(KernelSumsOnGrid, AreThoseAtThePoints) {
  for (const Kernel kernel : kKernels) {
    for (const std::size_t d : {1U, 2U, 3U}) {
      const Samples samples = decimal_samples(700, d, 3);
      const Grid grid = decimal_grid(d);
      const Window window{kernel, Bandwidth{0.7}};
      const auto sums = kernel_sums_on_grid(samples, grid, window);
      for (std::size_t i = 0; i < grid.size(); ++i) {
        const auto at = kernel_sums(samples, Samples{grid.point(i), d}, window);
        ASSERT_NEAR(sums[i], at[0].sum * std::exp(at[0].log_scale), 1e-12 * (1 + sums[i])) << kernel_name(kernel);
      }
    }
  }
}

TEST(KernelSumsOnGrid, IntegrateToOne) {
  const Samples samples = sample_normal(2000, std::vector<double>{0, 0}, std::vector<double>{1, 0, 0, 1}, 4);
  const std::vector<double> axis = spaced_range(-8, 8, 401);
  const double cell = 0.04 * 0.04;
  for (const Kernel kernel : kKernels) {
    const Window window{kernel, Bandwidth{0.5}};
    double mass = 0;
    for (const double sum : kernel_sums_on_grid(samples, Grid{{axis, axis}}, window))
      mass += density({0, sum}, 2000, window, 2) * cell;
    EXPECT_NEAR(mass, 1, kernel == Kernel::hypercube ? 0.02 : 2e-3) << kernel_name(kernel);
  }
}

TEST(KernelSumsOnGrid, RefuseAnotherDimension) {
  const Window window{Kernel::gaussian, Bandwidth{1}};
  EXPECT_THROW((void)kernel_sums_on_grid(decimal_samples(3, 1, 1), decimal_grid(2), window), std::invalid_argument);
  EXPECT_THROW((void)count_on_grid(decimal_samples(3, 2, 1), decimal_grid(2), window), std::invalid_argument);
}

}  // namespace
}  // namespace parzen
