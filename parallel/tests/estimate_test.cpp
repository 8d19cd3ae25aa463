#include "parallel/estimate.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "parzen/normal.hpp"
#include "parzen/weighted_estimate.hpp"

namespace parzen::parallel {
namespace {

Samples normal_sample(std::size_t n, std::uint32_t seed) {
  return sample_normal(n, std::vector<double>{0, 0}, std::vector<double>{1, 0, 0, 1}, seed);
}

TEST(Estimate, IsBitIdenticalForAnyNumberOfProcesses) {
  const Samples samples = normal_sample(2 * kSumBlockRows + 777, 1);
  const Samples points = normal_sample(70, 2);
  for (const Kernel kernel : kKernels) {
    const Window window{kernel, {Bandwidth{0.3}, Bandwidth{0.5}}};
    const auto serial = parzen::kernel_sums(samples, points, window);
    for (const int processes : {1, 2, 3}) {
      polyproc::Pool pool{processes};
      EXPECT_EQ(kernel_sums(pool, share(samples), points, window), serial) << kernel_name(kernel) << processes;
    }
  }
}

TEST(Estimate, OfWeightedSamplesIsBitIdenticalForAnyNumberOfProcesses) {
  const Samples samples = normal_sample(kSumBlockRows + 777, 1);
  const Samples points = normal_sample(30, 2);
  std::vector<double> values(samples.size());
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i % 7) * 0.1;
  const Weights weights{values};
  for (const Kernel kernel : {Kernel::hypercube, Kernel::gaussian, Kernel::biweight}) {
    const Window window{kernel, {Bandwidth{0.3}, Bandwidth{0.5}}};
    const auto serial = parzen::kernel_sums(samples, weights.values(), points, window);
    for (const int processes : {1, 2, 3}) {
      polyproc::Pool pool{processes};
      EXPECT_EQ(kernel_sums(pool, share(samples), share(weights), points, window), serial)
          << kernel_name(kernel) << processes;
    }
  }
}

TEST(Estimate, IsThatOfTheWholeWindow) {
  const Samples samples = normal_sample(3000, 1);
  const Samples points = normal_sample(70, 2);
  polyproc::Pool pool{2};
  for (const Window& window : {Window{Kernel::hypercube, Bandwidth{0.5}}.with_border(Border::open),
                               Window{Kernel::epanechnikov, Bandwidth{0.5}}.with_form(Form::radial),
                               Window::of_covariance(std::vector<double>{1, 0.5, 0.5, 1})}) {
    EXPECT_EQ(kernel_sums(pool, share(samples), points, window), parzen::kernel_sums(samples, points, window));
  }
}

TEST(Estimate, HoldsForFewSamplesAndFewPoints) {
  polyproc::Pool pool{3};
  for (const std::size_t n : {1U, 2U, 5U}) {
    for (const std::size_t q : {1U, 2U, 40U}) {
      const Samples samples = normal_sample(n, 3);
      const Samples points = normal_sample(q, 4);
      for (const Kernel kernel : {Kernel::hypercube, Kernel::gaussian}) {
        const Window window{kernel, Bandwidth{1}};
        EXPECT_EQ(kernel_sums(pool, share(samples), points, window), parzen::kernel_sums(samples, points, window));
      }
    }
  }
}

TEST(Estimate, RefusesPointsOfAnotherDimension) {
  polyproc::Pool pool{1};
  const Samples samples = normal_sample(10, 1);
  EXPECT_THROW((void)kernel_sums(pool, share(samples), Samples{{1, 2, 3}, 3}, Window{Kernel::gaussian, Bandwidth{1}}),
               std::invalid_argument);
}

}  // namespace
}  // namespace parzen::parallel
