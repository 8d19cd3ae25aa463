// polyproc: Pool::map with a large function object.
#include "polyproc/polyproc.hpp"

#include <numeric>
#include <vector>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"
#include "big_function_object/big.hpp"

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  polyproc::Pool pool{2};
  const bench::Big big = bench::make_big(arguments.number(1));
  std::vector<std::size_t> items(arguments.number(2));
  std::iota(items.begin(), items.end(), 0U);
  return bench::serve_rounds([&] {
    std::vector<double> results;
    const double seconds = bench::seconds_of([&] { results = pool.map(big, items); });
    for (std::size_t i = 0; i < items.size(); ++i) bench::require(results[i] == big(i), "a result of map");
    return bench::Figures{{"seconds", seconds}};
  });
}
