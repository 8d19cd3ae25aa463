#include "kernel_overlap.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace parzen {
namespace {

constexpr double kPi = std::numbers::pi;

double power(double x, int n) noexcept {
  double product = 1;
  for (int i = 0; i < n; ++i) product *= x;
  return product;
}

/// Two triangles: the cubic B-spline.
double triangles(double u) noexcept {
  if (u >= 1) return power(2 - u, 3) / 6;
  return 2.0 / 3 - u * u + u * u * u / 2;
}

}  // namespace

// The polynomials: Hansen, "Bandwidth selection for nonparametric distribution estimation", 2004, table 2, and the
// convolutions done by hand.
double kernel_overlap(Kernel kernel, double u) {
  u = std::fabs(u);
  if (u >= 2 * kernel_support(kernel)) return 0;
  switch (kernel) {
    case Kernel::hypercube:
      return 1 - u;
    case Kernel::gaussian:
      return std::exp(-u * u / 4) / (2 * std::sqrt(kPi));
    case Kernel::epanechnikov:
      return 3.0 / 160 * power(2 - u, 3) * (u * u + 6 * u + 4);
    case Kernel::triangular:
      return triangles(u);
    case Kernel::biweight:
      return 5.0 / 3584 * power(2 - u, 5) * (16 + u * (40 + u * (36 + u * (10 + u))));
    case Kernel::triweight:
      return 35.0 / 1757184 * power(2 - u, 7) *
             (320 + u * (1120 + u * (1616 + u * (1176 + u * (404 + u * (70 + u * 5))))));
    case Kernel::cosine:
      return kPi * kPi / 16 * ((2 - u) / 2 * std::cos(kPi / 2 * u) + std::sin(kPi / 2 * u) / kPi);
    case Kernel::exponential:
      return (1 + u) * std::exp(-u) / 4;
  }
  return 0;
}

}  // namespace parzen
