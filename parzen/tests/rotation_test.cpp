#include "rotation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace parzen {
namespace {

TEST(RotationOntoAxis, TurnsAVectorOntoTheFirstAxis) {
  for (const auto& [f, g] : {std::pair{3.0, 4.0}, {-3.0, 4.0}, {3.0, -4.0}, {1e-200, 2e-200}, {1e300, -1e300}}) {
    const auto [rotation, r] = rotation_onto_axis(f, g);
    EXPECT_DOUBLE_EQ(r, std::copysign(std::hypot(f, g), f));
    EXPECT_DOUBLE_EQ(rotation.cosine, f / r);
    EXPECT_DOUBLE_EQ(rotation.sine, g / r);
  }
}

TEST(RotationOntoAxis, DoesNothingToAVectorOnTheAxis) {
  const auto [rotation, r] = rotation_onto_axis(-2, 0);
  EXPECT_EQ(rotation.cosine, 1);
  EXPECT_EQ(rotation.sine, 0);
  EXPECT_EQ(r, -2);
}

TEST(RotationOntoAxis, MakesAQuarterTurnFromTheSecondAxis) {
  const auto [rotation, r] = rotation_onto_axis(0, -2);
  EXPECT_EQ(rotation.cosine, 0);
  EXPECT_EQ(rotation.sine, -1);
  EXPECT_EQ(r, 2);
}

TEST(Rotation, TurnsTwoRowsAndLeavesTheOthers) {
  Eigen::MatrixXd m{{1, 2}, {3, 4}, {5, 6}};
  Rotation{.cosine = 0, .sine = 1}.apply_to_rows(m, 0, 2);
  EXPECT_EQ(m, (Eigen::MatrixXd{{5, 6}, {3, 4}, {-1, -2}}));
}

}  // namespace
}  // namespace parzen
