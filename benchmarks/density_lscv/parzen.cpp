// parzen: least-squares cross-validation for a hundred widths, in the calling process or by workers, pool and all.
#include <cmath>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/normal.hpp"
#include "bench/parzen_pool.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"
#include "parallel/cross_validation.hpp"
#include "parzen/widths.hpp"

namespace {

using Criterion = std::vector<double>;

Criterion validate(const parzen::Samples& samples, parzen::Kernel kernel, const std::vector<parzen::Bandwidth>& widths,
                   std::size_t processes) {
  const auto pool = bench::pool_of(processes);
  if (!pool) return parzen::lscv(samples, kernel, widths);
  return parzen::parallel::lscv(*pool, parzen::parallel::share(samples), kernel, widths);
}

double held_out(const parzen::Samples& samples, parzen::Kernel kernel, double h, std::size_t i, std::size_t j) {
  const auto distance = [&](std::size_t k) { return std::fabs(samples.row(i)[k] - samples.row(j)[k]); };
  if (kernel == parzen::Kernel::hypercube) return std::max(distance(0), distance(1)) <= h * 0.5 ? 1 : 0;
  return kernel_value(kernel, distance(0) / h) * kernel_value(kernel, distance(1) / h);
}

/// One of the criterion's two parts, from the definition.
void check(parzen::Kernel kernel, const std::vector<parzen::Bandwidth>& widths) {
  const parzen::Samples samples = bench::normal(1000, 2, 2);
  const auto sums = parzen::lscv_pair_sums(samples, kernel, widths, 0, samples.size());
  for (std::size_t w = 0; w < widths.size(); w += 33) {
    double expected = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      for (std::size_t j = i + 1; j < samples.size(); ++j) {
        expected += held_out(samples, kernel, widths[w].value(), i, j);
      }
    }
    bench::require(std::fabs(sums[widths.size() + w] - expected) <= 1e-11 * expected, "a sum over pairs");
  }
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const parzen::Samples samples = bench::normal(arguments.number(1), 2, 1);
  const parzen::Kernel kernel = parzen::parse_kernel(arguments.word(2));
  const auto widths = parzen::parse_widths("0.05:2.05/100");
  check(kernel, widths);
  const Criterion expected = validate(samples, kernel, widths, 0);
  return bench::serve_rounds([&] {
    Criterion criterion;
    const double seconds =
        bench::seconds_of([&] { criterion = validate(samples, kernel, widths, arguments.number(3)); });
    bench::require(criterion == expected, "the criterion, which workers must not change");
    return bench::Figures{{"seconds", seconds}};
  });
}
