#include "parallel/cross_validation.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "parzen/normal.hpp"
#include "parzen/widths.hpp"

namespace parzen::parallel {
namespace {

TEST(CrossValidation, IsBitIdenticalForAnyNumberOfProcesses) {
  const Samples samples = sample_normal(500, std::vector<double>{0, 0}, std::vector<double>{1, 0, 0, 1}, 1);
  const std::vector<Bandwidth> widths = parse_widths("0.4,0.9,1.6");
  for (const Kernel kernel : {Kernel::hypercube, Kernel::gaussian, Kernel::triweight}) {
    const auto least_squares = parzen::lscv(samples, kernel, widths);
    const auto likelihood = parzen::likelihood_cv(samples, kernel, widths);
    for (const int processes : {1, 2, 3}) {
      polyproc::Pool pool{processes};
      const SharedSamples shared = share(samples);
      EXPECT_EQ(lscv(pool, shared, kernel, widths), least_squares) << kernel_name(kernel) << processes;
      EXPECT_EQ(likelihood_cv(pool, shared, kernel, widths), likelihood) << kernel_name(kernel) << processes;
    }
  }
}

TEST(CrossValidation, RefusesOneSample) {
  polyproc::Pool pool{1};
  EXPECT_THROW((void)lscv(pool, share(Samples{{1}, 1}), Kernel::gaussian, parse_widths("1")), std::invalid_argument);
}

}  // namespace
}  // namespace parzen::parallel
