#include "parzen/bounded_sums.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

#include "complaint.hpp"

namespace parzen {
namespace {

/// Two clusters of different spread, and a few samples far from both.
Samples clustered_samples(std::size_t n, std::size_t d, unsigned seed) {
  std::mt19937 random{seed};
  std::normal_distribution<double> normal;
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) {
    const double spread = i % 2 == 0 ? 1 : 0.1;
    const double centre = i % 100 == 99 ? 50 : static_cast<double>(i % 2) * 3;
    for (std::size_t j = 0; j < d; ++j) values.push_back(centre + spread * normal(random));
  }
  return {std::move(values), d};
}

TEST(BoundedKernelSums, KeepEveryToleranceForEveryKernel) {
  for (const Kernel kernel : kKernels) {
    if (kernel == Kernel::hypercube) continue;
    for (const std::size_t d : {1U, 2U, 3U, 5U, 9U}) {
      const Samples samples = clustered_samples(3000, d, 1);
      const Samples points = clustered_samples(100, d, 2);
      const Window window{kernel, Bandwidth{0.7}};
      const SampleTree tree{samples, window};
      const auto exact = kernel_sums(samples, points, window);
      for (const double tolerance : {0.0, 1e-8, 1e-4, 1e-2, 0.5}) {
        const auto found = bounded_kernel_sums(tree.view(), points, window, {tolerance, 0});
        for (std::size_t q = 0; q < points.size(); ++q) {
          const double expected = plain(exact[q]);
          const double rounding = 1e-12 * expected + 1e-15;
          EXPECT_NEAR(plain(found[q].sum), expected, found[q].most_error + rounding) << kernel_name(kernel) << " " << d;
          EXPECT_LE(found[q].most_error, tolerance * expected + rounding) << kernel_name(kernel) << " " << d;
        }
      }
    }
  }
}

TEST(BoundedKernelSums, KeepAnAbsoluteToleranceOfTheDensity) {
  const Samples samples = clustered_samples(5000, 2, 3);
  const Samples points = clustered_samples(200, 2, 4);
  const Window window{Kernel::gaussian, {Bandwidth{0.3}, Bandwidth{0.2}}};
  const SampleTree tree{samples, window};
  const auto exact = kernel_sums(samples, points, window);
  const auto found = bounded_kernel_sums(tree.view(), points, window, {0, 1e-3});
  std::uint64_t seen = 0;
  for (std::size_t q = 0; q < points.size(); ++q) {
    EXPECT_NEAR(density(found[q].sum, 5000, window, 2), density(exact[q], 5000, window, 2), 1e-3);
    EXPECT_LE(density({0, found[q].most_error}, 5000, window, 2), 1e-3 * (1 + 1e-12));
    seen += found[q].terms_seen;
  }
  EXPECT_LT(seen, 200U * 5000 / 2) << "what the tolerance is for";
}

TEST(BoundedKernelSums, OfKernelsWithASupportNeedNoToleranceToLookAtFewSamples) {
  const Samples samples = clustered_samples(20'000, 2, 5);
  const Samples points = clustered_samples(100, 2, 6);
  const Window window{Kernel::epanechnikov, Bandwidth{0.1}};
  const SampleTree tree{samples, window};
  const auto exact = kernel_sums(samples, points, window);
  const auto found = bounded_kernel_sums(tree.view(), points, window, {});
  std::uint64_t seen = 0;
  for (std::size_t q = 0; q < points.size(); ++q) {
    EXPECT_EQ(found[q].most_error, 0);
    EXPECT_NEAR(found[q].sum.sum, exact[q].sum, 1e-12 * (exact[q].sum + 1e-3));
    seen += found[q].terms_seen;
  }
  EXPECT_LT(seen, 100U * 20'000 / 5);
}

TEST(BoundedKernelSums, AreKeptWhereNoDoubleHoldsThem) {
  const Samples samples = clustered_samples(1000, 1, 7);
  const Window window{Kernel::gaussian, Bandwidth{0.01}};
  const SampleTree tree{samples, window};
  const Samples far{{-40}, 1};
  const BoundedSum found = bounded_kernel_sums(tree.view(), far, window, {1e-3, 0})[0];
  const ScaledSum exact = kernel_sums(samples, far, window)[0];
  EXPECT_NEAR(std::log(found.sum.sum) + found.sum.log_scale, std::log(exact.sum) + exact.log_scale, 1e-9);
  EXPECT_EQ(found.most_error, 0);
}

TEST(BoundedKernelSums, DependOnNoOtherPoint) {
  const Samples samples = clustered_samples(2000, 2, 8);
  const Samples points = clustered_samples(20, 2, 9);
  const Window window{Kernel::gaussian, Bandwidth{0.4}};
  const SampleTree tree{samples, window};
  const auto all = bounded_kernel_sums(tree.view(), points, window, {1e-3, 0});
  for (std::size_t q = 0; q < points.size(); ++q) {
    const SampleView one{points.row(q), 2};
    EXPECT_EQ(bounded_kernel_sums(tree.view(), one, window, {1e-3, 0})[0].sum, all[q].sum);
  }
}

TEST(BoundedKernelSums, RefuseWhatIsNoTolerance) {
  const Samples samples = clustered_samples(10, 1, 1);
  const Window window{Kernel::gaussian, Bandwidth{1}};
  const SampleTree tree{samples, window};
  const auto sums = [&](double relative, double absolute) {
    return complaint<std::invalid_argument>([&] {
      (void)bounded_kernel_sums(tree.view(), samples, window, {relative, absolute});
    });
  };
  EXPECT_THAT(sums(-1, 0), testing::HasSubstr("relative tolerance is -1"));
  EXPECT_THAT(sums(1, 0), testing::HasSubstr("relative tolerance is 1"));
  EXPECT_THAT(sums(std::nan(""), 0), testing::HasSubstr("relative tolerance is nan"));
  EXPECT_THAT(sums(0, -1), testing::HasSubstr("absolute tolerance is -1"));
  EXPECT_THAT(sums(0, std::numeric_limits<double>::infinity()), testing::HasSubstr("absolute tolerance is inf"));
  EXPECT_THROW((void)bounded_kernel_sums(tree.view(), Samples{{1, 2}, 2}, window, {}), std::invalid_argument);
  EXPECT_THROW((void)bounded_kernel_sums(tree.view(), samples, Window{Kernel::hypercube, Bandwidth{1}}, {}),
               std::invalid_argument);
}

TEST(IsTreeWorthIt, ForManySamplesAndPointsIfTermsCanBeLeftOut) {
  EXPECT_TRUE(is_tree_worth_it(100'000, 8192, Kernel::gaussian, {1e-4, 0}));
  EXPECT_FALSE(is_tree_worth_it(100'000, 8192, Kernel::gaussian, {}));
  EXPECT_TRUE(is_tree_worth_it(100'000, 8192, Kernel::biweight, {}));
  EXPECT_FALSE(is_tree_worth_it(100'000, 10, Kernel::biweight, {}));
  EXPECT_FALSE(is_tree_worth_it(100, 8192, Kernel::biweight, {}));
  EXPECT_FALSE(is_tree_worth_it(100'000, 8192, Kernel::hypercube, {1e-4, 0}));
}

TEST(BoundedSums, AreNotForWindowsThatAreNoProduct) {
  const Samples samples{{0, 0, 1, 1}, 2};
  const Window plain{Kernel::cosine, Bandwidth{1}};
  const SampleTree tree{samples, plain};
  EXPECT_THROW((void)bounded_kernel_sums(tree.view(), samples, plain.with_form(Form::radial), {}),
               std::invalid_argument);
  EXPECT_THROW(
      (void)bounded_kernel_sums(tree.view(), samples, Window::of_covariance(std::vector<double>{1, 0, 0, 1}), {}),
      std::invalid_argument);
}

}  // namespace
}  // namespace parzen
