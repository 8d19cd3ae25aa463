#include "parzen/form.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "complaint.hpp"

namespace parzen {
namespace {

constexpr double kPi = std::numbers::pi;

double radial_height(Kernel kernel, std::size_t d) { return std::exp(log_kernel_height(kernel, Form::radial, d)); }

TEST(RadialKernels, AreTheProductInOneDimension) {
  for (const Kernel kernel : kKernels) {
    if (kernel == Kernel::hypercube) continue;
    EXPECT_NEAR(radial_height(kernel, 1), kernel_value(kernel, 0), 1e-14) << kernel_name(kernel);
  }
}

TEST(RadialKernels, HaveTheHeightsOfTheBooks) {
  // Silverman 1986, equations 4.3 to 4.6, in two dimensions; cones and exponentials by hand.
  EXPECT_NEAR(radial_height(Kernel::epanechnikov, 2), 2 / kPi, 1e-15);
  EXPECT_NEAR(radial_height(Kernel::biweight, 2), 3 / kPi, 1e-15);
  EXPECT_NEAR(radial_height(Kernel::triweight, 2), 4 / kPi, 2e-15);
  EXPECT_NEAR(radial_height(Kernel::epanechnikov, 3), 15 / (8 * kPi), 1e-15);
  EXPECT_NEAR(radial_height(Kernel::triangular, 2), 3 / kPi, 1e-15);
  EXPECT_NEAR(radial_height(Kernel::exponential, 2), 1 / (2 * kPi), 1e-16);
  EXPECT_NEAR(radial_height(Kernel::exponential, 3), 1 / (8 * kPi), 1e-16);
  EXPECT_NEAR(radial_height(Kernel::gaussian, 3), std::pow(2 * kPi, -1.5), 1e-16);
}

TEST(RadialKernels, IntegrateToOne) {
  constexpr int kSteps = 200'000;
  for (const Kernel kernel : {Kernel::triangular, Kernel::triweight, Kernel::cosine}) {
    for (const std::size_t d : {2U, 5U, 20U}) {
      const double sphere = 2 * std::pow(kPi, static_cast<double>(d) / 2) / std::tgamma(static_cast<double>(d) / 2);
      double sum = 0;
      for (int k = 0; k < kSteps; ++k) {
        const double r = (k + 0.5) / kSteps;
        sum += std::pow(r, static_cast<double>(d - 1)) * kernel_value(kernel, r) / kernel_value(kernel, 0) / kSteps;
      }
      EXPECT_NEAR(sum * sphere * radial_height(kernel, d), 1, 1e-8) << kernel_name(kernel) << d;
    }
  }
}

TEST(RadialKernels, HaveALogarithmInAThousandDimensions) {
  for (const Kernel kernel : kKernels) {
    if (kernel == Kernel::hypercube) continue;
    EXPECT_TRUE(std::isfinite(log_kernel_height(kernel, Form::radial, 1000))) << kernel_name(kernel);
  }
}

TEST(RadialKernels, DoNotIncludeTheHypercube) {
  EXPECT_THAT(complaint<std::invalid_argument>([] { (void)log_kernel_height(Kernel::hypercube, Form::radial, 2); }),
              testing::HasSubstr("no radial form"));
}

TEST(ParseForm, KnowsItsNames) {
  EXPECT_EQ(parse_form("product"), Form::product);
  EXPECT_EQ(parse_form("radial"), Form::radial);
  EXPECT_THAT(complaint<std::invalid_argument>([] { (void)parse_form("round"); }),
              testing::HasSubstr("expected product or radial"));
}

}  // namespace
}  // namespace parzen
