#include "parallel/grid.hpp"

#include <gmock/gmock.h>

#include "parzen/estimate.hpp"
#include "parzen/normal.hpp"
#include "parzen/widths.hpp"

namespace parzen::parallel {
namespace {

TEST(Grid, IsBitIdenticalForAnyNumberOfProcesses) {
  const Samples samples =
      sample_normal(kSumBlockRows + 5000, std::vector<double>{0, 0}, std::vector<double>{1, 0, 0, 1}, 1);
  const std::vector<double> axis = spaced_range(-3, 3, 20);
  const parzen::Grid grid{{axis, axis}};
  for (const Kernel kernel : {Kernel::hypercube, Kernel::gaussian, Kernel::epanechnikov}) {
    const Window window{kernel, {Bandwidth{0.3}, Bandwidth{0.5}}};
    const auto serial = parzen::kernel_sums_on_grid(samples, grid, window);
    for (const int processes : {1, 2, 3}) {
      polyproc::Pool pool{processes};
      EXPECT_EQ(kernel_sums_on_grid(pool, share(samples), grid, window), serial) << kernel_name(kernel) << processes;
    }
  }
}

TEST(Grid, OfWindowsWithoutFactorsIsBitIdenticalToo) {
  const Samples samples = sample_normal(3000, std::vector<double>{0, 0}, std::vector<double>{1, 0, 0, 1}, 1);
  const parzen::Grid grid{{{-1, 0, 1, 2}, {-2, -1, 0}}};
  polyproc::Pool pool{2};
  for (const Window& window : {Window{Kernel::hypercube, Bandwidth{0.5}}.with_border(Border::half),
                               Window{Kernel::epanechnikov, Bandwidth{0.5}}.with_form(Form::radial),
                               Window::of_covariance(std::vector<double>{1, 0.5, 0.5, 1})}) {
    EXPECT_EQ(kernel_sums_on_grid(pool, share(samples), grid, window),
              parzen::kernel_sums_on_grid(samples, grid, window));
  }
}

}  // namespace
}  // namespace parzen::parallel
