#include "kernel_overlap.hpp"

#include <cmath>

namespace parzen {
namespace {

/// ∫ K(t) K(u - t) dt by the midpoint rule, whose nodes miss the jumps.
double integral(Kernel kernel, double u) {
  const double end = std::min(kernel_support(kernel), 40.0);
  constexpr int kSteps = 200'000;
  const double step = 2 * end / kSteps;
  double total = 0;
  for (int i = 0; i < kSteps; ++i) {
    const double t = -end + (i + 0.5) * step;
    total += kernel_value(kernel, t) * kernel_value(kernel, u - t);
  }
  return total * step;
}

TEST(KernelOverlap, IsTheConvolutionOfTheKernelWithItself) {
  for (const Kernel kernel : kKernels) {
    for (const double u : {0.0, 0.1, -0.37, 0.7, 0.93, 1.0, 1.21, -1.7, 1.99, 2.5})
      EXPECT_NEAR(kernel_overlap(kernel, u), integral(kernel, u), 1e-5) << kernel_name(kernel) << " at " << u;
  }
}

TEST(KernelOverlap, IsTheRoughnessAtZero) {
  for (const Kernel kernel : kKernels)
    EXPECT_NEAR(kernel_overlap(kernel, 0), kernel_roughness(kernel), 1e-15) << kernel_name(kernel);
}

}  // namespace
}  // namespace parzen
