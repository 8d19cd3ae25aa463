#include "parzen/binned_sums.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <stdexcept>

#include "complaint.hpp"
#include "parzen/estimate.hpp"
#include "parzen/normal.hpp"
#include "parzen/widths.hpp"
#include "precipitation.hpp"

namespace parzen {
namespace {

Samples plane_samples(std::size_t n) {
  return sample_normal(n, std::vector<double>{0, 1}, std::vector<double>{1, 0.5, 0.5, 2}, 7);
}

double greatest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  double most = 0;
  for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::fabs(a[i] - b[i]));
  return most;
}

TEST(BinnedKernelSums, AreOffByNoMoreThanTheySay) {
  const Samples line = sample_normal(3000, std::vector<double>{0}, std::vector<double>{1}, 3);
  const Samples plane = plane_samples(2000);
  for (const Kernel kernel : kKernels) {
    if (kernel == Kernel::hypercube) continue;
    for (const double h : {0.1, 0.7, 5.0, 1e4}) {
      // Of some grids most samples are outside.
      for (const Grid& grid : {Grid{{spaced_range(-4, 4, 100)}}, Grid{{spaced_range(0.5, 0.7, 2)}}}) {
        const Window window{kernel, Bandwidth{h}};
        const auto [sums, most_error] = binned_kernel_sums(line, grid, window);
        EXPECT_LE(greatest_difference(sums, kernel_sums_on_grid(line, grid, window)), most_error) << h;
        EXPECT_LE(most_error, 3000 * 0.07) << kernel_name(kernel);
      }
      const Grid grid{{spaced_range(-4, 4, 30), spaced_range(-3, 6, 41)}};
      const Window window{kernel, {Bandwidth{h}, Bandwidth{2 * h}}};
      const auto [sums, most_error] = binned_kernel_sums(plane, grid, window);
      EXPECT_LE(greatest_difference(sums, kernel_sums_on_grid(plane, grid, window)), most_error)
          << kernel_name(kernel) << " " << h;
    }
  }
}

TEST(BinnedKernelSums, OfOneSampleOnABinAreExact) {
  const Grid grid{{spaced_range(-4, 4, 9)}};
  const Window window{Kernel::gaussian, Bandwidth{1}};
  const Samples one{{1}, 1};
  EXPECT_LE(greatest_difference(binned_kernel_sums(one, grid, window).sums, kernel_sums_on_grid(one, grid, window)),
            1e-14);
}

TEST(BinnedKernelSums, AreNeverNegative) {
  const Grid grid{{spaced_range(-100, 100, 500)}};
  for (const double sum :
       binned_kernel_sums(Samples{{0, 1, 1}, 1}, grid, Window{Kernel::gaussian, Bandwidth{0.5}}).sums)
    EXPECT_GE(sum, 0);
}

TEST(BinnedKernelSums, AgreeWithRsDensity) {
  // R 4.6.1: density(precip, n = 1000), which has 1024 bins; y at some of its points.
  const Grid grid{{spaced_range(-4.5436767277690642, 78.543676727769068, 1000)}};
  const Window window{Kernel::gaussian, Bandwidth{3.8478922425896878}};
  const Samples samples = precipitation();
  const auto sums = binned_kernel_sums(samples, grid, window).sums;
  const std::vector<std::pair<std::size_t, double>> from_r = {
      {1, 4.8147953754406417e-05},   {2, 5.1437612607463308e-05},   {7, 7.1356305467406428e-05},
      {64, 0.0013283674954302676},   {128, 0.0068957224681832881},  {200, 0.012583579724065899},
      {256, 0.012976548518420228},   {333, 0.0090991888478289089},  {400, 0.017573646353980003},
      {999, 1.7571391695774592e-05}, {1000, 1.6481240587495744e-05}};
  for (const auto& [number, y] : from_r)
    EXPECT_NEAR(density({0, sums[number - 1]}, 70, window, 1), y, 1e-4 * 0.036072649768724707) << number;
}

TEST(BinnedKernelSums, RefuseWhatBinsCannotHold) {
  const Samples samples = plane_samples(10);
  const Window window{Kernel::gaussian, Bandwidth{1}};
  const auto refusal = [&](const Grid& grid, const Window& of) {
    return complaint<std::invalid_argument>([&] { (void)binned_kernel_sums(samples, grid, of); });
  };
  EXPECT_THAT(refusal(Grid{{{0, 1, 3}, {0, 1}}}, window), testing::HasSubstr("axis 1"));
  EXPECT_THAT(refusal(Grid{{{0, 1}, {0}}}, window), testing::HasSubstr("axis 2"));
  EXPECT_THAT(refusal(Grid{{{0, 1}}}, window), testing::HasSubstr("expected 1 or 2 of both"));
  EXPECT_THAT(refusal(Grid{{{0, 1e-9}, {0, 1}}}, window), testing::HasSubstr("sum them without bins"));
  EXPECT_THAT(refusal(Grid{{{0, 1}, {0, 1}}}, Window{Kernel::hypercube, Bandwidth{1}}),
              testing::HasSubstr("which is counted"));
}

TEST(BinnedSums, AreNotForWindowsThatAreNoProduct) {
  const Grid grid{{{0, 1, 2}, {0, 1, 2}}};
  const Window window = Window{Kernel::cosine, Bandwidth{1}}.with_form(Form::radial);
  EXPECT_THROW((void)binned_kernel_sums(Samples({0, 0}, 2), grid, window), std::invalid_argument);
}

}  // namespace
}  // namespace parzen
