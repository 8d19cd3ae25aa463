#include "parzen/cross_validation.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

#include "kernel_overlap.hpp"
#include "parzen/normal.hpp"
#include "parzen/widths.hpp"
#include "precipitation.hpp"

namespace parzen {
namespace {

double product(Kernel kernel, std::span<const double> x, std::span<const double> y, double h, bool overlap) {
  double result = 1;
  for (std::size_t k = 0; k < x.size(); ++k) {
    const double distance = std::fabs(x[k] - y[k]);
    if (overlap) {
      result *= kernel_overlap(kernel, distance / h) / h;
    } else if (kernel == Kernel::hypercube) {
      result *= distance <= h * 0.5 ? 1 / h : 0;
    } else {
      result *= kernel_value(kernel, distance / h) / h;
    }
  }
  return result;
}

double naive_lscv(const Samples& samples, Kernel kernel, double h) {
  const auto n = static_cast<double>(samples.size());
  double squared = 0;
  double held_out = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    for (std::size_t j = 0; j < samples.size(); ++j) {
      squared += product(kernel, samples.row(i), samples.row(j), h, true) / (n * n);
      if (i != j) held_out += product(kernel, samples.row(i), samples.row(j), h, false) / (n * (n - 1));
    }
  }
  return squared - 2 * held_out;
}

double naive_likelihood(const Samples& samples, Kernel kernel, double h) {
  const auto n = static_cast<double>(samples.size());
  double total = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    double others = 0;
    for (std::size_t j = 0; j < samples.size(); ++j)
      others += i == j ? 0 : product(kernel, samples.row(i), samples.row(j), h, false);
    total += std::log(others / (n - 1)) / n;
  }
  return total;
}

Samples some_samples(std::size_t n, std::size_t d) {
  std::mt19937 random{static_cast<unsigned>(10 * n + d)};
  std::normal_distribution<double> normal;
  std::vector<double> values(n * d);
  // One decimal place: ties, and pairs on the border of a window.
  for (double& value : values) value = std::round(normal(random) * 10) / 10;
  return {std::move(values), d};
}

TEST(Lscv, IsItsDefinitionForEveryKernelAndWidth) {
  for (const Kernel kernel : kKernels) {
    for (const std::size_t d : {1U, 2U, 3U, 8U, 9U}) {
      const Samples samples = some_samples(150, d);
      const std::vector<Bandwidth> widths = parse_widths("1.3,0.2,0.5,0.6,4,0.9,2.2");
      const auto found = lscv(samples, kernel, widths);
      for (std::size_t w = 0; w < widths.size(); ++w) {
        const double expected = naive_lscv(samples, kernel, widths[w].value());
        EXPECT_NEAR(found[w], expected, 1e-10 * (std::fabs(expected) + 1e-3))
            << kernel_name(kernel) << " of dimension " << d << ", width " << widths[w].value();
      }
    }
  }
}

TEST(Lscv, OfTheHypercubeHoldsForManyWidthsCloseTogether) {
  const Samples samples = some_samples(300, 2);
  const std::vector<Bandwidth> widths = parse_widths("0.1:3:0.01");
  const auto found = lscv(samples, Kernel::hypercube, widths);
  for (std::size_t w = 0; w < widths.size(); w += 7)
    EXPECT_NEAR(found[w], naive_lscv(samples, Kernel::hypercube, widths[w].value()), 1e-12) << widths[w].value();
}

TEST(Lscv, OfTheGaussianHoldsForWidthsFarApart) {
  const Samples samples = some_samples(200, 2);
  for (const std::vector<Bandwidth>& widths : {parse_widths("1e-3,0.05,0.3,1,20,1e4"), parse_widths("1e-9,0.4,1e9")}) {
    const auto found = lscv(samples, Kernel::gaussian, widths);
    for (std::size_t w = 0; w < widths.size(); ++w) {
      const double expected = naive_lscv(samples, Kernel::gaussian, widths[w].value());
      EXPECT_NEAR(found[w], expected, 1e-12 * std::fabs(expected)) << widths[w].value();
    }
  }
}

TEST(Lscv, OfTheGaussianIsLeastNearRsUcv) {
  // R's bw.ucv(precip, tol = 1e-10) is 4.8524309346134959; it divides by n², not n(n-1), and bins the pairs, which
  // together make 1e-3 and less once the first is undone.
  const Samples samples = precipitation();
  const double n = 70;
  double best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (double h = 4.5; h < 5.2; h += 0.0005) {
    const std::vector<Bandwidth> width = {Bandwidth{h}};
    const auto sums = lscv_pair_sums(samples, Kernel::gaussian, width, 0, samples.size());
    const double own = kernel_overlap(Kernel::gaussian, 0);
    const double ucv = ((n * own + 2 * sums[0]) - 4 * sums[1]) / (n * n * h);
    if (ucv < least) {
      least = ucv;
      best = h;
    }
  }
  EXPECT_NEAR(best, 4.8524309346134959, 5e-3);
}

TEST(Lscv, BlocksAddedInOrderAreTheWhole) {
  const Samples samples = some_samples(500, 2);
  const std::vector<Bandwidth> widths = parse_widths("0.5,1");
  for (const Kernel kernel : {Kernel::hypercube, Kernel::gaussian}) {
    std::vector<double> sums(4, 0);
    const std::size_t rows = cross_validation_rows(500);
    for (std::size_t begin = 0; begin < 500; begin += rows) {
      const auto part = lscv_pair_sums(samples, kernel, widths, begin, std::min<std::size_t>(500, begin + rows));
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += part[i];
    }
    EXPECT_EQ(lscv_from(sums, 500, 2, kernel, widths), lscv(samples, kernel, widths));
  }
}

TEST(LikelihoodCv, IsItsDefinition) {
  for (const Kernel kernel : kKernels) {
    const Samples samples = some_samples(120, 2);
    for (const double h : {0.7, 1.5, 6.0}) {
      const double expected = naive_likelihood(samples, kernel, h);
      const double found = likelihood_cv(samples, kernel, std::vector<Bandwidth>{Bandwidth{h}})[0];
      if (std::isinf(expected)) {
        EXPECT_EQ(found, expected) << kernel_name(kernel) << " " << h;
      } else {
        EXPECT_NEAR(found, expected, 1e-10) << kernel_name(kernel) << " " << h;
      }
    }
  }
}

TEST(LikelihoodCv, IsMinusInfinityWhereOneSampleIsAlone) {
  const Samples samples{{0, 0.1, 50}, 1};
  const std::vector<Bandwidth> widths = parse_widths("1,200");
  const auto boxes = likelihood_cv(samples, Kernel::hypercube, widths);
  EXPECT_EQ(boxes[0], -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isfinite(boxes[1]));
  // A Gaussian reaches everywhere: log(exp(-49.9²/2) + exp(-50²/2)) does not underflow.
  EXPECT_TRUE(std::isfinite(likelihood_cv(samples, Kernel::gaussian, widths)[0]));
}

TEST(TiedPairs, AreCountedRowByRow) {
  EXPECT_EQ(tied_pairs(Samples{{1, 2, 1, 2, 1, 3, 1, 2}, 2}), 3U);
  EXPECT_EQ(tied_pairs(Samples{{1, 2, 3}, 1}), 0U);
}

TEST(CrossValidation, NeedsTwoSamples) {
  const std::vector<Bandwidth> widths = parse_widths("1");
  EXPECT_THROW((void)lscv(Samples{{1}, 1}, Kernel::gaussian, widths), std::invalid_argument);
  EXPECT_THROW((void)likelihood_cv(Samples{{1}, 1}, Kernel::hypercube, widths), std::invalid_argument);
}

}  // namespace
}  // namespace parzen
