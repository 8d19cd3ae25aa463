// polyproc: tasks that compute for about 1 ms, given to one worker or to two.
#include "polyproc/polyproc.hpp"

#include <vector>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"
#include "bench/work.hpp"

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const std::vector<std::uint64_t> items(arguments.number(1), arguments.number(2));
  polyproc::Pool pool{static_cast<int>(arguments.number(3))};
  pool.map(bench::work, std::vector<std::uint64_t>(4, 1000));
  const std::vector<std::uint64_t> expected(items.size(), bench::work(items[0]));
  return bench::serve_rounds([&] {
    std::vector<std::uint64_t> results;
    const double seconds = bench::seconds_of([&] { results = pool.map(bench::work, items); });
    bench::require(results == expected, "a result of map");
    return bench::Figures{{"seconds", seconds / static_cast<double>(items.size())}};
  });
}
