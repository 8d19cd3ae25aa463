// polyproc: Pool::map over short tasks with one slow one among them, at some percentage of the order.
#include "polyproc/polyproc.hpp"

#include <algorithm>
#include <vector>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"
#include "bench/work.hpp"

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  std::vector<std::uint64_t> items(arguments.number(1), arguments.number(2));
  const std::size_t place = std::min(items.size() * arguments.number(4) / 100, items.size() - 1);
  items[place] = arguments.number(3);
  polyproc::Pool pool{2};
  pool.map(bench::work, std::vector<std::uint64_t>(100, 1000));
  return bench::serve_rounds([&] {
    std::vector<std::uint64_t> results;
    const double seconds = bench::seconds_of([&] { results = pool.map(bench::work, items); });
    bench::require(results[place] == bench::work(items[place]), "the result of the slow task");
    bench::require(results[place / 2] == bench::work(items[place / 2]), "the result of a short task");
    return bench::Figures{{"seconds", seconds}};
  });
}
