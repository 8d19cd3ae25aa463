#include "parzen/reference_width.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <stdexcept>

#include "complaint.hpp"
#include "parzen/spread.hpp"
#include "precipitation.hpp"

namespace parzen {
namespace {

TEST(NormalReference, OfTheHypercubeIsWhatMinimisesTheAsymptoticError) {
  // Exact minima of the mean integrated squared error at n = 10 000 are 0.587, 0.761, 0.927, 1.231.
  EXPECT_NEAR(normal_reference_factor(Kernel::hypercube, 10'000, 1), 0.5842, 5e-5);
  EXPECT_NEAR(normal_reference_factor(Kernel::hypercube, 10'000, 2), 0.7521, 5e-5);
  EXPECT_NEAR(normal_reference_factor(Kernel::hypercube, 10'000, 3), 0.9091, 5e-5);
  EXPECT_NEAR(normal_reference_factor(Kernel::hypercube, 10'000, 5), 1.185, 5e-4);
}

TEST(NormalReference, OfTheGaussianIsSilvermans) {
  for (const std::size_t d : {1U, 2U, 7U}) {
    const auto k = static_cast<double>(d);
    EXPECT_NEAR(normal_reference_factor(Kernel::gaussian, 500, d), std::pow(4 / ((k + 2) * 500), 1 / (k + 4)), 1e-15);
  }
}

TEST(NormalReference, FollowsTheScaleOfEachColumn) {
  Samples samples{{0, 0, 1, 10, 2, 20, 3, 30, 4, 40}, 2};
  const auto widths = normal_reference(samples, Kernel::gaussian);
  ASSERT_EQ(widths.size(), 2U);
  EXPECT_NEAR(widths[1].value() / widths[0].value(), 10, 1e-12);
  EXPECT_NEAR(common_width(widths).value(), std::sqrt(widths[0].value() * widths[1].value()), 1e-14);
}

TEST(NormalReference, NamesTheColumnWithoutSpread) {
  EXPECT_THAT(complaint<std::invalid_argument>([] {
                (void)normal_reference(Samples{{0, 5, 1, 5}, 2}, Kernel::gaussian);
              }),
              testing::HasSubstr("column 2 has no spread"));
}

TEST(CanonicalFactor, TurnsGaussiansIntoCubesThatSmoothAsMuch) {
  EXPECT_NEAR(canonical_factor(Kernel::hypercube, 1), 3.480, 5e-4);
  EXPECT_NEAR(canonical_factor(Kernel::hypercube, 2), 3.491, 5e-4);
  EXPECT_NEAR(canonical_factor(Kernel::gaussian, 3), 1, 1e-15);
  for (const Kernel kernel : kKernels) {
    EXPECT_NEAR(normal_reference_factor(kernel, 77, 2),
                normal_reference_factor(Kernel::gaussian, 77, 2) * canonical_factor(kernel, 2), 1e-14);
  }
}

// R 4.6.1's bw.nrd0 and bw.nrd, 17 digits.
TEST(RulesOfThumb, AreRs) {
  EXPECT_NEAR(r_nrd0(precipitation()), 3.8478922425896878, 1e-14);
  EXPECT_NEAR(r_nrd(precipitation()), 4.5319619746056317, 1e-14);
  const Samples two{{-1.5, 2.25}, 1};
  EXPECT_NEAR(r_nrd0(two), 1.0963090116135892, 1e-15);
  EXPECT_NEAR(r_nrd(two), 1.2912083914560051, 1e-15);
  const Samples ties{{1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 4, 4, 4}, 1};
  EXPECT_NEAR(r_nrd0(ties), 0.40211385819951334, 1e-15);
  EXPECT_NEAR(r_nrd(ties), 0.47360076632387127, 1e-15);
}

TEST(RulesOfThumb, FallBackAsRDoes) {
  std::vector<double> without_quartiles(100, 0);
  without_quartiles.front() = -20;
  without_quartiles.back() = 20;
  EXPECT_NEAR(r_nrd0(Samples{without_quartiles, 1}), 1.0185208073797294, 1e-14);
  EXPECT_EQ(r_nrd(Samples{without_quartiles, 1}), 0);
  EXPECT_NEAR(r_nrd0(Samples{std::vector<double>(10, 3), 1}), 1.703584830096522, 1e-14);
  EXPECT_EQ(r_nrd(Samples{std::vector<double>(10, 3), 1}), 0);
  EXPECT_THROW((void)r_nrd0(Samples{{1, 2}, 2}), std::invalid_argument);
}

TEST(NormalReference, GoesByTheEffectiveSizeOfWeightedSamples) {
  // scipy 1.10: gaussian_kde(x, weights=w, bw_method='scott') has this standard deviation; ours is (4/3)^(1/5) wider.
  const Samples samples{{-2.1, -1.3, -0.4, 1.9, 5.1, 6.2}, 1};
  const Weights weights{{1, 2, 0.5, 3, 1.25, 0.25}};
  EXPECT_NEAR(
      normal_reference(samples, weights, Kernel::gaussian)[0].value(),
      std::pow(4.0 / 3, 0.2) * 2.209804355891391 *
          std::min(1.0, robust_scale(spread_of(samples, weights, 0)) / spread_of(samples, weights, 0).deviation),
      1e-14);
  EXPECT_THROW((void)normal_reference(samples, Weights{{0, 0, 1, 0, 0, 0}}, Kernel::gaussian), std::invalid_argument);
}

}  // namespace
}  // namespace parzen
