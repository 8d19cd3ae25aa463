#include "bandwidth_matrix.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "complaint.hpp"

namespace parzen {
namespace {

std::string refusal(const std::vector<double>& matrix) {
  return complaint<std::invalid_argument>([&] { BandwidthMatrix{matrix}; });
}

TEST(BandwidthMatrix, IsWhitenedByTheInverseOfItsFactor) {
  const BandwidthMatrix bandwidth{std::vector<double>{4, 1, 1, 2}};
  EXPECT_EQ(bandwidth.deviations[0], 2);
  // W H Wᵀ = 1
  const auto& w = bandwidth.whitening;
  EXPECT_EQ(w[1], 0);
  EXPECT_NEAR(w[0] * 4 * w[0], 1, 1e-15);
  EXPECT_NEAR(w[0] * (4 * w[2] + 1 * w[3]), 0, 1e-15);
  EXPECT_NEAR(w[2] * (4 * w[2] + w[3]) + w[3] * (w[2] + 2 * w[3]), 1, 1e-15);
}

TEST(BandwidthMatrix, MayHaveColumnsOfAnyUnit) {
  EXPECT_EQ(refusal({1e-20, 0.5e-5, 0.5e-5, 1e10}), "(nothing was thrown)");
}

TEST(BandwidthMatrix, IsRefusedUnlessPositiveDefinite) {
  EXPECT_THAT(refusal({1, 1, 1, 1}), testing::HasSubstr("not positive definite"));
  EXPECT_THAT(refusal({0}), testing::HasSubstr("not positive definite"));
  EXPECT_THAT(refusal({1, 2, 2, 1}), testing::HasSubstr("not positive semidefinite"));
  EXPECT_THAT(refusal({1, 0.5, 0.4, 1}), testing::HasSubstr("not symmetric"));
  EXPECT_THAT(refusal({1, 2, 3}), testing::HasSubstr("has 3 numbers, expected d x d"));
}

TEST(BandwidthMatrix, SeesWhatIsNotSymmetricBesideLargerVariances) {
  EXPECT_THAT(refusal({1e12, 0, 0, 0, 1, 0.5, 0, -0.5, 1}), testing::HasSubstr("not symmetric"));
}

}  // namespace
}  // namespace parzen
