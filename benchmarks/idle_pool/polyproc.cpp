// polyproc: a pool that has worked and has nothing to do.
#include "polyproc/polyproc.hpp"

#include <vector>

#include "bench/check.hpp"
#include "bench/increment.hpp"
#include "bench/rounds.hpp"

int main() {
  polyproc::Pool pool{2};
  const std::vector<int> results = pool.map(bench::increment, std::vector<int>(1000, 1));
  bench::require(results == std::vector<int>(1000, 2), "the results of map");
  return bench::serve_rounds([] { return bench::Figures{}; });
}
