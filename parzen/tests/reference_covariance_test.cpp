#include "parzen/reference_covariance.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace parzen {
namespace {

const Samples& five() {
  static const Samples samples{{0, 0, 1, 0.5, 2, 1.8, -1, -0.4, 0.3, 1.0}, 2};
  return samples;
}

TEST(ReferenceCovariance, IsScipysSilverman) {
  // scipy 1.10: gaussian_kde(X).covariance; in two dimensions Scott's factor is Silverman's.
  const auto h = reference_covariance(five());
  EXPECT_NEAR(h[0], 0.7356828629343573, 1e-15);
  EXPECT_NEAR(h[1], 0.5067322740322897, 1e-15);
  EXPECT_EQ(h[2], h[1]);
  EXPECT_NEAR(h[3], 0.43392423235078936, 1e-15);
}

TEST(ReferenceCovariance, GoesByTheEffectiveSizeOfWeightedSamples) {
  // The same with weights=[1, 2, 3, 4, 5].
  const auto h = reference_covariance(five(), Weights{{1, 2, 3, 4, 5}});
  EXPECT_NEAR(h[0], 0.9066257700940032, 1e-15);
  EXPECT_NEAR(h[1], 0.6237879537847585, 1e-15);
  EXPECT_NEAR(h[3], 0.521760372192841, 1e-15);
}

TEST(ReferenceCovariance, NeedsTwoSamplesThatCount) {
  EXPECT_THROW((void)reference_covariance(Samples{{1, 2}, 2}), std::invalid_argument);
  EXPECT_THROW((void)reference_covariance(five(), Weights{{0, 2, 0, 0, 0}}), std::invalid_argument);
}

}  // namespace
}  // namespace parzen
