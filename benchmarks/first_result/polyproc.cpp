// polyproc: a pool of two is made, and answers.
#include "polyproc/polyproc.hpp"

#include <memory>

#include "bench/check.hpp"
#include "bench/increment.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

int main() {
  return bench::serve_rounds([] {
    std::unique_ptr<polyproc::Pool> pool;
    int result = 0;
    const double seconds = bench::seconds_of([&] {
      pool = std::make_unique<polyproc::Pool>(2);
      result = pool->apply(bench::increment, 41);
    });
    bench::require(result == 42, "the first result");
    const double closing = bench::seconds_of([&] { pool.reset(); });
    return bench::Figures{{"seconds", seconds}, {"closing_seconds", closing}};
  });
}
