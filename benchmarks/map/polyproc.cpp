// polyproc: Pool::map; the chunks are the library's choice, or as many items as the command line says.
#include "polyproc/polyproc.hpp"

#include <numeric>
#include <vector>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/increment.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

namespace {

double measure(polyproc::Pool& pool, const std::vector<int>& items) {
  std::vector<int> results;
  const double seconds = bench::seconds_of([&] { results = pool.map(bench::increment, items); });
  for (std::size_t i = 0; i < items.size(); ++i) bench::require(results[i] == items[i] + 1, "a result of map");
  return seconds / static_cast<double>(items.size());
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  std::vector<int> items(arguments.number(1));
  std::iota(items.begin(), items.end(), 0);
  polyproc::Pool pool{2};
  const bool automatic = arguments.word(2) == "automatic";
  polyproc::Pool& view = automatic ? pool : pool.with({.chunksize = arguments.number(2)});
  measure(view, {1, 2, 3});
  return bench::serve_rounds([&] { return bench::Figures{{"seconds", measure(view, items)}}; });
}
