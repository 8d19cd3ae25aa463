// parzen: counts around scattered points, in the calling process or by workers, pool and all.
#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/normal.hpp"
#include "bench/parzen_pool.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"
#include "parallel/estimate.hpp"
#include "parzen/hypercube.hpp"

namespace {

constexpr double kWidth = 0.3;

std::vector<parzen::ScaledSum> count(const parzen::Samples& samples, parzen::SampleView points, std::size_t processes) {
  const parzen::Window window{parzen::Kernel::hypercube, parzen::Bandwidth{kWidth}};
  const auto pool = bench::pool_of(processes);
  if (!pool) return parzen::kernel_sums(samples, points, window);
  return parzen::parallel::kernel_sums(*pool, parzen::parallel::share(samples), points, window);
}

void check(const parzen::Samples& samples, parzen::SampleView points, const std::vector<parzen::ScaledSum>& counts) {
  for (std::size_t q = 0; q < points.size(); q += points.size() / 16 + 1) {
    const auto expected = parzen::count_in_window(samples, points.row(q), parzen::Bandwidth{kWidth});
    bench::require(counts[q].sum == static_cast<double>(expected), "a count");
  }
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const parzen::Samples samples = bench::normal(arguments.number(1), arguments.number(3), 1);
  const parzen::Samples points = bench::normal(arguments.number(2), arguments.number(3), 2);
  check(samples, points, count(samples, points, arguments.number(4)));
  return bench::serve_rounds([&] {
    return bench::Figures{{"seconds", bench::seconds_of([&] { (void)count(samples, points, arguments.number(4)); })}};
  });
}
