#include "parzen/kernel.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <functional>
#include <stdexcept>

#include "complaint.hpp"

namespace parzen {
namespace {

/// Simpson's rule over [-end, end], whose nodes meet the kinks at 0, ±1/2 and ±1.
double integral(const std::function<double(double)>& f, double end) {
  constexpr int kSteps = 400'000;
  const double step = 2 * end / kSteps;
  double total = 0;
  for (int i = 0; i <= kSteps; ++i) {
    const double weight = i == 0 || i == kSteps ? 1 : (i % 2 == 1 ? 4 : 2);
    total += weight * f(-end + i * step);
  }
  return total * step / 3;
}

double end_of(Kernel kernel) { return std::min(kernel_support(kernel), 40.0); }

class EachKernel : public testing::TestWithParam<Kernel> {};

TEST_P(EachKernel, IntegratesToOne) {
  EXPECT_NEAR(integral([](double u) { return kernel_value(GetParam(), u); }, end_of(GetParam())), 1, 1e-8);
}

TEST_P(EachKernel, HasTheVarianceAndTheRoughnessThatAreSaid) {
  const auto k = [](double u) { return kernel_value(GetParam(), u); };
  EXPECT_NEAR(integral([&](double u) { return u * u * k(u); }, end_of(GetParam())), kernel_variance(GetParam()), 1e-8);
  EXPECT_NEAR(integral([&](double u) { return k(u) * k(u); }, end_of(GetParam())), kernel_roughness(GetParam()), 1e-8);
}

TEST_P(EachKernel, IsSymmetricAndEndsWithItsSupport) {
  for (double u = 0; u < 3; u += 0.01) EXPECT_EQ(kernel_value(GetParam(), u), kernel_value(GetParam(), -u));
  const double support = kernel_support(GetParam());
  if (std::isfinite(support)) {
    EXPECT_EQ(kernel_value(GetParam(), std::nextafter(support, 2)), 0);
  }
}

TEST_P(EachKernel, IsFoundByItsName) { EXPECT_EQ(parse_kernel(kernel_name(GetParam())), GetParam()); }

INSTANTIATE_TEST_SUITE_P(Kernels, EachKernel, testing::ValuesIn(kKernels),
                         [](const auto& kernel) { return std::string{kernel_name(kernel.param)}; });

TEST(Kernel, OfStandardDeviationOneHasTheRoughnessThatRGives) {
  // R's density(give.Rkern = TRUE), 17 digits; R(K) scales with the standard deviation.
  const auto of_unit_deviation = [](Kernel kernel) {
    return kernel_roughness(kernel) * std::sqrt(kernel_variance(kernel));
  };
  EXPECT_NEAR(of_unit_deviation(Kernel::gaussian), 0.28209479177387814, 1e-15);
  EXPECT_NEAR(of_unit_deviation(Kernel::epanechnikov), 0.26832815729997472, 1e-15);
  EXPECT_NEAR(of_unit_deviation(Kernel::hypercube), 0.28867513459481287, 1e-15);
  EXPECT_NEAR(of_unit_deviation(Kernel::triangular), 0.27216552697590868, 1e-15);
  EXPECT_NEAR(of_unit_deviation(Kernel::biweight), 0.26997462357801943, 1e-15);
  EXPECT_NEAR(of_unit_deviation(Kernel::cosine), 0.26847555627566833, 1e-15);  // R's "optcosine"
}

TEST(Kernel, TheHypercubeIsClosed) {
  EXPECT_EQ(kernel_value(Kernel::hypercube, 0.5), 1);
  EXPECT_EQ(kernel_value(Kernel::hypercube, std::nextafter(0.5, 1)), 0);
}

TEST(Kernel, AnUnknownNameIsRefusedWithTheNames) {
  EXPECT_EQ(complaint<std::invalid_argument>([] { (void)parse_kernel("gauss"); }),
            "found \"gauss\", expected hypercube, gaussian, epanechnikov, triangular, biweight, triweight, cosine or "
            "exponential");
}

}  // namespace
}  // namespace parzen
