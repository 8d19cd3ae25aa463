#include "parallel/bootstrap.hpp"

#include <gtest/gtest.h>

#include "parzen/normal.hpp"

namespace parzen::parallel {
namespace {

TEST(Bootstrap, IsBitIdenticalForAnyNumberOfProcesses) {
  const Samples samples = sample_normal(2000, std::vector<double>{0}, std::vector<double>{1}, 1);
  const Weights weights{std::vector<double>(2000, 0.1)};
  for (const Kernel kernel : {Kernel::hypercube, Kernel::gaussian}) {
    const Window window{kernel, Bandwidth{0.5}};
    const PointImages images = images_of(Samples{{0, 1, 2}, 1}, Domain{{{Ends::periodic, -9, 9}}}, samples, window);
    std::vector<std::vector<double>> serial;
    for (std::uint64_t b = 0; b < 30; ++b)
      serial.push_back(bootstrap_densities(samples, weights.values(), images, window, 11, b));
    for (const int processes : {1, 2, 3}) {
      polyproc::Pool pool{processes};
      EXPECT_EQ(bootstrap(pool, share(samples), share(weights), images, window, 11, 30), serial);
    }
  }
}

}  // namespace
}  // namespace parzen::parallel
