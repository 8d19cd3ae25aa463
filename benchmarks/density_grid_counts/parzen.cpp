// parzen: counts on a grid by differences, in the calling process or by workers, pool and all.
#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/normal.hpp"
#include "bench/parzen_pool.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"
#include "parallel/grid.hpp"
#include "parzen/hypercube.hpp"
#include "parzen/widths.hpp"

namespace {

constexpr double kWidth = 0.3;

std::vector<double> count(const parzen::Samples& samples, const parzen::Grid& grid, std::size_t processes) {
  const parzen::Window window{parzen::Kernel::hypercube, parzen::Bandwidth{kWidth}};
  const auto pool = bench::pool_of(processes);
  if (!pool) return parzen::kernel_sums_on_grid(samples, grid, window);
  return parzen::parallel::kernel_sums_on_grid(*pool, parzen::parallel::share(samples), grid, window);
}

void check(const parzen::Samples& samples, const parzen::Grid& grid, const std::vector<double>& counts) {
  for (std::size_t i = 0; i < grid.size(); i += grid.size() / 16 + 1) {
    const auto expected = parzen::count_in_window(samples, grid.point(i), parzen::Bandwidth{kWidth});
    bench::require(counts[i] == static_cast<double>(expected), "a count");
  }
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const parzen::Samples samples = bench::normal(arguments.number(1), 2, 1);
  const auto axis = parzen::spaced_range(-4, 4, arguments.number(2));
  const parzen::Grid grid{{axis, axis}};
  check(samples, grid, count(samples, grid, arguments.number(3)));
  return bench::serve_rounds([&] {
    return bench::Figures{{"seconds", bench::seconds_of([&] { (void)count(samples, grid, arguments.number(3)); })}};
  });
}
