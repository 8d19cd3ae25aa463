#include "parzen/sample_estimate.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "parzen/distribution.hpp"

namespace parzen {
namespace {

/// Kolmogorov's distance of numbers from a distribution function; above 1.95/√n once in a thousand times.
template <class Function>
double distance(std::vector<double> values, Function function) {
  std::ranges::sort(values);
  const auto n = static_cast<double>(values.size());
  double largest = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double share = function(values[i]);
    largest = std::max({largest, share - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - share});
  }
  return largest * std::sqrt(n);
}

TEST(DrawFrom, HasTheKernelForItsDensity) {
  for (const Kernel kernel : kKernels) {
    std::mt19937_64 random{5};
    std::vector<double> values(20'000);
    for (double& value : values) value = draw_from(kernel, random);
    EXPECT_LT(distance(values, [&](double u) { return kernel_distribution(kernel, u); }), 1.95) << kernel_name(kernel);
  }
}

TEST(SampleEstimate, IsDistributedAsTheEstimateOnAnyDomain) {
  const Samples samples{{0.1, 0.2, 0.2, 0.7, 0.95}, 1};
  const std::vector<double> weights = {1, 0, 2, 5, 2};
  for (const DomainAxis& axis : {DomainAxis{}, DomainAxis{Ends::reflect, 0, 1}, DomainAxis{Ends::reflect, 0},
                                 DomainAxis{Ends::periodic, 0, 1}}) {
    for (const Kernel kernel : {Kernel::hypercube, Kernel::gaussian, Kernel::exponential}) {
      const Window window{kernel, Bandwidth{0.6}};
      const Domain domain{{axis}};
      const Samples drawn = sample_estimate(20'000, samples, weights, window, domain, 3);
      const Distribution distribution{samples, weights, window, domain};
      EXPECT_LT(distance({drawn.values().begin(), drawn.values().end()}, [&](double x) { return distribution.at(x); }),
                1.95)
          << kernel_name(kernel);
    }
  }
}

TEST(SampleEstimate, HasTheCovarianceOfItsWindow) {
  const Window window = Window::of_covariance(std::vector<double>{4, 1, 1, 2});
  const Samples drawn = sample_estimate(40'000, Samples{{5, 7}, 2}, {}, window, {}, 1);
  double xx = 0, xy = 0, yy = 0;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const double x = drawn.row(i)[0] - 5, y = drawn.row(i)[1] - 7;
    xx += x * x / 40'000;
    xy += x * y / 40'000;
    yy += y * y / 40'000;
  }
  EXPECT_NEAR(xx, 4, 0.12);
  EXPECT_NEAR(xy, 1, 0.07);
  EXPECT_NEAR(yy, 2, 0.06);
}

TEST(SampleEstimate, IsAFunctionOfItsSeed) {
  const Samples samples{{1, 2, 3, 4}, 2};
  const Window window{Kernel::triangular, {Bandwidth{1}, Bandwidth{0.25}}};
  const auto draw = [&](std::uint64_t seed) {
    const Samples drawn = sample_estimate(5, samples, {}, window, {}, seed);
    return std::vector<double>{drawn.values().begin(), drawn.values().end()};
  };
  EXPECT_EQ(draw(1), draw(1));
  EXPECT_NE(draw(1), draw(2));
}

TEST(SampleEstimate, RefusesWhatDoesNotFit) {
  const Samples samples{{1, 2, 3, 4}, 2};
  const Window radial = Window{Kernel::cosine, Bandwidth{1}}.with_form(Form::radial);
  EXPECT_THROW((void)sample_estimate(1, samples, {}, radial, {}, 0), std::invalid_argument);
  const Window window{Kernel::cosine, Bandwidth{1}};
  EXPECT_THROW((void)sample_estimate(1, samples, std::vector<double>{1}, window, {}, 0), std::invalid_argument);
}

}  // namespace
}  // namespace parzen
