#include "triangle_svd.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace parzen {
namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon() / 2;

double sign(double x) { return std::copysign(1.0, x); }
double square(double x) { return x * x; }

/// What is known of a triangle with |f| >= |h| before signs are put right.
struct Absolute {
  double larger;
  double smaller;
  Rotation left;
  Rotation right;
};

Absolute of_diagonal(double f, double h) { return {std::fabs(f), std::fabs(h), {1, 0}, {1, 0}}; }

// g is so large that f and h only scale it.
Absolute of_huge_g(double f, double g, double h) {
  const double fa = std::fabs(f);
  const double ga = std::fabs(g);
  const double ha = std::fabs(h);
  return {ga, ha > 1 ? fa / (ga / ha) : fa / ga * ha, {1, h / g}, {f / g, 1}};
}

double tangent(double f, double g, double d, double l, double m, double s, double r) {
  const double t = 2 - l;
  if (m * m != 0) return (m / (s + t) + m / (r + l)) * (1 + 0.5 * (s + r));
  if (l == 0) return std::copysign(2.0, f) * sign(g);
  return g / std::copysign(d, f) + m / t;
}

Absolute of_triangle(double f, double g, double h) {
  const double fa = std::fabs(f);
  const double ha = std::fabs(h);
  const double d = fa - ha;
  const double l = d == fa ? 1 : d / fa;  // in [0, 1]
  const double m = g / f;
  const double s = std::sqrt(square(2 - l) + square(m));
  const double r = l == 0 ? std::fabs(m) : std::sqrt(square(l) + square(m));
  const double a = 0.5 * (s + r);  // in [1, 1 + |m|]
  const double t = tangent(f, g, d, l, m, s, r);
  const double length = std::sqrt(t * t + 4);
  const Rotation right{2 / length, t / length};
  const Rotation left{(right.cosine + right.sine * m) / a, h / f * right.sine / a};
  return {fa * a, ha / a, left, right};
}

Absolute decompose(double f, double g, double h) {
  if (g == 0) return of_diagonal(f, h);
  if (std::fabs(g) > std::fabs(f) && std::fabs(f) / std::fabs(g) < kEpsilon) return of_huge_g(f, g, h);
  return of_triangle(f, g, h);
}

/// Sign of the larger value, read from the entry of the triangle that is largest, where it is least in doubt.
double sign_of_larger(double f, double g, double h, const Rotation& left, const Rotation& right) {
  if (std::fabs(g) > std::max(std::fabs(f), std::fabs(h))) return sign(right.sine) * sign(left.cosine) * sign(g);
  if (std::fabs(h) > std::fabs(f)) return sign(right.sine) * sign(left.sine) * sign(h);
  return sign(right.cosine) * sign(left.cosine) * sign(f);
}

}  // namespace

TriangleSvd triangle_svd(double f, double g, double h) {
  const bool is_swapped = std::fabs(h) > std::fabs(f);
  Absolute svd = is_swapped ? decompose(h, g, f) : decompose(f, g, h);
  if (is_swapped) {  // the transposed problem, read from the other end: left and right change places
    std::swap(svd.left, svd.right);
    std::swap(svd.left.cosine, svd.left.sine);
    std::swap(svd.right.cosine, svd.right.sine);
  }
  const double larger_sign = sign_of_larger(f, g, h, svd.left, svd.right);
  return {std::copysign(svd.larger, larger_sign), std::copysign(svd.smaller, larger_sign * sign(f) * sign(h)),
          svd.right};
}

double smaller_singular_value(double f, double g, double h) {
  const double low = std::min(std::fabs(f), std::fabs(h));
  const double high = std::max(std::fabs(f), std::fabs(h));
  const double ga = std::fabs(g);
  if (low == 0) return 0;
  const double sum = 1 + low / high;
  const double difference = (high - low) / high;
  if (ga < high) {
    const double gg = square(ga / high);
    return low * (2 / (std::sqrt(sum * sum + gg) + std::sqrt(difference * difference + gg)));
  }
  const double ratio = high / ga;
  if (ratio == 0) return low * high / ga;
  const double c = 1 / (std::sqrt(1 + square(sum * ratio)) + std::sqrt(1 + square(difference * ratio)));
  return 2 * (low * c * ratio);
}

}  // namespace parzen
