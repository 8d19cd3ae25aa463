#include "kernel_terms.hpp"

#include <cmath>
#include <random>

namespace parzen {
namespace {

Samples uniform_samples(std::size_t n, std::size_t d) {
  std::mt19937 random{static_cast<unsigned>(n + d)};
  std::vector<double> values(n * d);
  for (double& value : values) value = static_cast<double>(random() % 2001) / 1000 - 1;
  return {std::move(values), d};
}

double naive(SampleView samples, std::size_t count, std::span<const double> x, const Window& window) {
  double total = 0;
  for (std::size_t i = 0; i < count; ++i) {
    double term = 1;
    for (std::size_t j = 0; j < x.size(); ++j) {
      const double u = (x[j] - samples.row(i)[j]) / window.width(j).value();
      term *= kernel_value(window.kernel(), u) / kernel_value(window.kernel(), 0);
    }
    total += term;
  }
  return total;
}

TEST(KernelTerms, AddUpToTheDefinitionForAnyNumberOfRows) {
  for (const Kernel kernel : kKernels) {
    if (kernel == Kernel::hypercube) continue;
    for (const std::size_t d : {1U, 2U, 3U, 9U, 12U}) {
      const Samples samples = uniform_samples(KernelTerms::kMostRows, d);
      const Window window{kernel, Bandwidth{1.7}};
      KernelTerms terms{window, d};
      const std::vector<double> x(d, 0.25);
      for (const std::size_t n : {1U, 2U, 7U, 8U, 9U, 15U, 16U, 17U, 33U, 511U, 512U}) {
        terms.load(samples, 0, n);
        const ScaledSum sum = terms.sum(x);
        const double expected = naive(samples, n, x, window);
        EXPECT_NEAR(sum.sum * std::exp(sum.log_scale), expected, 1e-13 * (expected + 1e-3))
            << kernel_name(kernel) << " of dimension " << d << ", " << n << " rows";
      }
    }
  }
}

TEST(KernelTerms, KeepSumsThatNoDoubleHolds) {
  const Samples samples{{0}, 1};
  KernelTerms terms{Window{Kernel::gaussian, Bandwidth{1}}, 1};
  terms.load(samples, 0, 1);
  const ScaledSum sum = terms.sum(std::vector<double>{100});
  EXPECT_NEAR(std::log(sum.sum) + sum.log_scale, -5000, 1e-9);
}

TEST(KernelTerms, HaveNoneBeyondTheSupport) {
  const Samples samples{{0, 5}, 1};
  for (const Kernel kernel :
       {Kernel::epanechnikov, Kernel::triangular, Kernel::biweight, Kernel::triweight, Kernel::cosine}) {
    KernelTerms terms{Window{kernel, Bandwidth{1}}, 1};
    terms.load(samples, 0, 2);
    EXPECT_EQ(terms.sum(std::vector<double>{2.5}).sum, 0) << kernel_name(kernel);
    EXPECT_NEAR(terms.sum(std::vector<double>{1}).sum, 0, 1e-15) << kernel_name(kernel);
  }
}

}  // namespace
}  // namespace parzen
