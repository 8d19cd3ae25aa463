// parzen: every pair's term summed, in the calling process or by workers, pool and all.
#include <cmath>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/normal.hpp"
#include "bench/parzen_pool.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"
#include "parallel/estimate.hpp"

namespace {

constexpr double kWidth = 0.147;  // what Scott's rule says for 10^5 samples

using Sums = std::vector<parzen::ScaledSum>;

Sums sum(const parzen::Samples& samples, parzen::SampleView points, std::size_t processes) {
  const parzen::Window window{parzen::Kernel::gaussian, parzen::Bandwidth{kWidth}};
  const auto pool = bench::pool_of(processes);
  if (!pool) return parzen::kernel_sums(samples, points, window);
  return parzen::parallel::kernel_sums(*pool, parzen::parallel::share(samples), points, window);
}

void check(const parzen::Samples& samples, parzen::SampleView points, const Sums& sums) {
  for (std::size_t q = 0; q < points.size(); q += points.size() / 16 + 1) {
    double expected = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const double u = (points.row(q)[0] - samples.row(i)[0]) / kWidth;
      const double v = (points.row(q)[1] - samples.row(i)[1]) / kWidth;
      expected += std::exp(-(u * u + v * v) / 2);
    }
    bench::require(std::fabs(sums[q].sum - expected) < 1e-11 * expected, "a sum");
  }
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const parzen::Samples samples = bench::normal(arguments.number(1), 2, 1);
  const parzen::Samples points = bench::normal(arguments.number(2), 2, 2);
  check(samples, points, sum(samples, points, arguments.number(3)));
  return bench::serve_rounds([&] {
    return bench::Figures{{"seconds", bench::seconds_of([&] { (void)sum(samples, points, arguments.number(3)); })}};
  });
}
