#include "parzen/distribution.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <random>
#include <stdexcept>

#include "parzen/estimate.hpp"

namespace parzen {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

const Samples& six() {
  static const Samples samples{{-2.1, -1.3, -0.4, 1.9, 5.1, 6.2}, 1};
  return samples;
}

TEST(KernelDistribution, IsTheIntegralOfTheKernel) {
  constexpr int kSteps = 20'000;
  for (const Kernel kernel : kKernels) {
    for (const double u : {-0.9, -0.3, 0.0, 0.45, 0.8, 2.0}) {
      const double from = -40;
      double sum = 0;
      for (int k = 0; k < kSteps; ++k) sum += kernel_value(kernel, from + (k + 0.5) * (u - from) / kSteps);
      EXPECT_NEAR(kernel_distribution(kernel, u), sum * (u - from) / kSteps, 2e-3) << kernel_name(kernel) << u;
      EXPECT_NEAR(kernel_distribution(kernel, u) + kernel_distribution(kernel, -u), 1, 1e-15) << kernel_name(kernel);
    }
    EXPECT_NEAR(kernel_distribution(kernel, -50), 0, 1e-20);
    EXPECT_EQ(kernel_distribution(kernel, 50), 1);
  }
}

TEST(Distribution, AgreesWithScipy) {
  // scipy 1.10: gaussian_kde(x, bw_method=1.5/x.std(ddof=1)).integrate_box_1d(-inf, …); Python's documentation of
  // statistics.kde has 0.22 for 4.5 to 7.5.
  const Distribution distribution{six(), {}, Window{Kernel::gaussian, Bandwidth{1.5}}};
  EXPECT_NEAR(distribution.at(-3), 0.07414210486407767, 1e-15);
  EXPECT_NEAR(distribution.at(0.5), 0.45760626428616447, 1e-15);
  EXPECT_NEAR(distribution.at(7.5) - distribution.at(4.5), 0.2201752196598924, 1e-15);
  const std::vector<double> weights = {1, 2, 0.5, 3, 1.25, 0.25};
  EXPECT_NEAR(Distribution(six(), weights, Window{Kernel::gaussian, Bandwidth{1.5}}).at(0.5), 0.45231983477027243,
              1e-14);
}

TEST(Distribution, HasTheDensityAsItsSlope) {
  const double step = 1e-5;
  for (const Kernel kernel : kKernels) {
    const Window window{kernel, Bandwidth{1.7}};
    const Distribution distribution{six(), {}, window};
    for (const double x : {-1.9, 0.1, 5.0}) {
      const double slope = (distribution.at(x + step) - distribution.at(x - step)) / (2 * step);
      EXPECT_NEAR(slope, density(kernel_sums(six(), Samples{{x}, 1}, window)[0], 6, window, 1), 1e-6);
    }
  }
}

TEST(Distribution, RunsFromZeroToOneOnAnyDomain) {
  const Samples samples{{0.1, 0.2, 0.2, 0.7, 0.95}, 1};
  for (const DomainAxis& axis : {DomainAxis{}, DomainAxis{Ends::reflect, 0, 1}, DomainAxis{Ends::reflect, 0, kInfinity},
                                 DomainAxis{Ends::reflect, -kInfinity, 1}, DomainAxis{Ends::periodic, 0, 1}}) {
    for (const Kernel kernel : {Kernel::hypercube, Kernel::gaussian, Kernel::triangular}) {
      const Window window{kernel, Bandwidth{0.4}};
      const Domain domain{{axis}};
      const Distribution distribution{samples, {}, window, domain};
      EXPECT_NEAR(distribution.at(std::max(axis.low, -30.0) + 1e-12), 0, 1e-11);
      EXPECT_NEAR(distribution.at(std::min(axis.high, 30.0) - 1e-12), 1, 1e-11);
      const double step = 1e-5;
      for (const double x : {0.05, 0.35, 0.8}) {
        const PointImages images = images_of(Samples{{x}, 1}, domain, samples, window);
        const auto sums = images.fold(kernel_sums(samples, SampleView{images.values, 1}, window));
        const double slope = (distribution.at(x + step) - distribution.at(x - step)) / (2 * step);
        EXPECT_NEAR(slope, density(sums[0], 5, window, 1), 1e-5) << kernel_name(kernel) << x;
      }
    }
  }
}

TEST(Distribution, KnowsAnglesByAnyTurn) {
  const Distribution distribution{
      six(), {}, Window{Kernel::gaussian, Bandwidth{1}}, Domain{{{Ends::periodic, -10, 10}}}};
  EXPECT_EQ(distribution.at(3 + 20), distribution.at(3));
  EXPECT_EQ(distribution.at(3 - 20e9), distribution.at(3));
  EXPECT_EQ(distribution.at(10), 1);
  EXPECT_EQ(distribution.at(-10), 0);
}

TEST(Distribution, HasLongTails) {
  const Distribution gaussian{Samples{{0}, 1}, {}, Window{Kernel::gaussian, Bandwidth{1}}};
  EXPECT_NEAR(gaussian.at(-10) / 7.619853024160526e-24, 1, 1e-12);  // scipy.stats.norm.cdf
  EXPECT_NEAR(gaussian.quantile(1e-20), -9.262340089798408, 1e-9);  // scipy.stats.norm.ppf
  const Distribution exponential{Samples{{0}, 1}, {}, Window{Kernel::exponential, Bandwidth{1}}};
  EXPECT_NEAR(exponential.at(-700), std::exp(-700) / 2, 1e-310);
}

TEST(Quantile, IsWhereTheDistributionReachesTheProbability) {
  for (const Kernel kernel : kKernels) {
    for (const Domain& domain : {Domain{}, Domain{{{Ends::reflect, -3, 7}}}, Domain{{{Ends::periodic, -3, 7}}}}) {
      const Distribution distribution{six(), {}, Window{kernel, Bandwidth{1.3}}, domain};
      for (const double p : {1e-6, 0.05, 0.5, 0.75, 0.999}) {
        const double x = distribution.quantile(p);
        EXPECT_GE(distribution.at(x), p);
        EXPECT_LT(distribution.at(std::nextafter(x, -kInfinity)), p) << kernel_name(kernel) << p;
      }
    }
  }
}

TEST(Quantile, EndsWhereDoublesDo) {
  const Distribution distribution{Samples{{-1e308, 0, 1e308}, 1}, {}, Window{Kernel::gaussian, Bandwidth{2e307}}};
  EXPECT_NEAR(distribution.quantile(0.5), 0, 1e292);
}

TEST(Distribution, RefusesWhatHasNone) {
  const Window window{Kernel::gaussian, Bandwidth{1}};
  EXPECT_THROW(Distribution(Samples({1, 2}, 2), {}, window), std::invalid_argument);
  EXPECT_THROW(Distribution(six(), std::vector<double>{1}, window), std::invalid_argument);
  EXPECT_THROW((void)Distribution(six(), {}, window).quantile(0), std::invalid_argument);
  EXPECT_THROW((void)Distribution(six(), {}, window).quantile(1), std::invalid_argument);
}

}  // namespace
}  // namespace parzen
