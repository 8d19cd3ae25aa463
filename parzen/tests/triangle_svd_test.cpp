#include "triangle_svd.hpp"

#include <gtest/gtest.h>

#include <Eigen/Core>
#include <Eigen/LU>
#include <cmath>

namespace parzen {
namespace {

/// [f g; 0 h] times V has orthogonal columns, as long as the singular values.
void expect_decomposed(double f, double g, double h) {
  const TriangleSvd svd = triangle_svd(f, g, h);
  const Eigen::Matrix2d triangle{{f, g}, {0, h}};
  const Eigen::Matrix2d v{{svd.right.cosine, -svd.right.sine}, {svd.right.sine, svd.right.cosine}};
  const Eigen::Matrix2d columns = triangle * v;
  const double scale = triangle.cwiseAbs().maxCoeff();
  EXPECT_NEAR(columns.col(0).norm(), std::fabs(svd.larger), 1e-15 * 4 * scale) << f << ' ' << g << ' ' << h;
  EXPECT_NEAR(columns.col(1).norm(), std::fabs(svd.smaller), 1e-15 * 4 * scale) << f << ' ' << g << ' ' << h;
  EXPECT_NEAR(columns.col(0).dot(columns.col(1)), 0, 1e-15 * 4 * scale * scale) << f << ' ' << g << ' ' << h;
  EXPECT_GE(std::fabs(svd.larger), std::fabs(svd.smaller));
  EXPECT_NEAR(smaller_singular_value(f, g, h), std::fabs(svd.smaller), 1e-15 * 4 * scale);
}

TEST(TriangleSvd, DecomposesWhateverTheSignsAndSizes) {
  for (const double f : {1.0, -2.0, 1e-9, 0.0}) {
    for (const double g : {1.0, -0.5, 1e-12, 1e9, 0.0}) {
      for (const double h : {1.0, -3.0, 1e-6}) expect_decomposed(f, g, h);
    }
  }
}

TEST(TriangleSvd, DecomposesWhatOneEntryDominates) {
  expect_decomposed(1, 1e20, 2);
  expect_decomposed(1e-30, 1, 1e-30);
  expect_decomposed(1, 1e-200, 1);
  expect_decomposed(1, 1e-200, 0.5);
}

TEST(SmallerSingularValue, IsZeroOfASingularTriangle) {
  EXPECT_EQ(smaller_singular_value(0, 3, 2), 0);
  EXPECT_EQ(smaller_singular_value(2, 3, 0), 0);
}

TEST(SmallerSingularValue, DoesNotUnderflowEarly) { EXPECT_EQ(smaller_singular_value(1e-200, 1e200, 1), 0); }

}  // namespace
}  // namespace parzen
