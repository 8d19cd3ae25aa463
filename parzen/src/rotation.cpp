#include "rotation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parzen {
namespace {

constexpr double kSafeMin = std::numeric_limits<double>::min();
constexpr double kSafeMax = 1 / kSafeMin;

bool can_be_squared(double x) { return x > std::sqrt(kSafeMin) && x < std::sqrt(kSafeMax / 2); }

RotationOnto rotation_of(double f, double g) {
  const double length = std::sqrt(f * f + g * g);
  const double r = std::copysign(length, f);
  return {{std::fabs(f) / length, g / r}, r};
}

}  // namespace

void Rotation::apply_to_rows(Eigen::MatrixXd& m, Eigen::Index first, Eigen::Index second) const {
  for (Eigen::Index j = 0; j < m.cols(); ++j) {
    const double x = m(first, j);
    const double y = m(second, j);
    m(first, j) = cosine * x + sine * y;
    m(second, j) = cosine * y - sine * x;
  }
}

RotationOnto rotation_onto_axis(double f, double g) {
  if (g == 0) return {{1, 0}, f};
  if (f == 0) return {{0, std::copysign(1.0, g)}, std::fabs(g)};
  if (can_be_squared(std::fabs(f)) && can_be_squared(std::fabs(g))) return rotation_of(f, g);
  const double unit = std::clamp(std::max(std::fabs(f), std::fabs(g)), kSafeMin, kSafeMax);
  RotationOnto scaled = rotation_of(f / unit, g / unit);
  scaled.r *= unit;
  return scaled;
}

}  // namespace parzen
