// parzen: sums within a tolerance, tree and pool and all, in the calling process or by workers.
#include <algorithm>
#include <cmath>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/normal.hpp"
#include "bench/parzen_pool.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"
#include "parallel/bounded_sums.hpp"

namespace {

const parzen::Window kWindow{parzen::Kernel::gaussian, parzen::Bandwidth{0.147}};

using Sums = std::vector<parzen::BoundedSum>;

Sums sum(const parzen::Samples& samples, parzen::SampleView points, double tolerance, std::size_t processes) {
  const parzen::SampleTree tree{samples, kWindow};
  const auto pool = bench::pool_of(processes);
  if (!pool) return parzen::bounded_kernel_sums(tree.view(), points, kWindow, {tolerance, 0});
  return parzen::parallel::bounded_kernel_sums(*pool, tree.view(), points, kWindow, {tolerance, 0});
}

/// The greatest relative error that there is.
double error(const parzen::Samples& samples, parzen::SampleView points, const Sums& sums) {
  const auto exact = parzen::kernel_sums(samples, points, kWindow);
  double most = 0;
  for (std::size_t q = 0; q < exact.size(); ++q) most = std::max(most, std::fabs(sums[q].sum.sum / exact[q].sum - 1));
  return most;
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const parzen::Samples samples = bench::normal(arguments.number(1), 2, 1);
  const parzen::Samples points = bench::normal(arguments.number(2), 2, 2);
  const double tolerance = std::stod(arguments.word(3));
  const std::size_t processes = arguments.number(4);
  const double most_error = error(samples, points, sum(samples, points, tolerance, processes));
  bench::require(most_error <= tolerance, "a sum, which is not within its tolerance");
  return bench::serve_rounds([&] {
    const double seconds = bench::seconds_of([&] { (void)sum(samples, points, tolerance, processes); });
    return bench::Figures{{"seconds", seconds}, {"error", most_error}};
  });
}
