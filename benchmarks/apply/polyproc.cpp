// polyproc: Pool::apply.
#include "polyproc/polyproc.hpp"

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/increment.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

namespace {

// Seconds per call of a number of calls, one after the other.
double measure(polyproc::Pool& pool, int calls) {
  int sum = 0;
  const double seconds = bench::seconds_of([&] {
    for (int i = 0; i < calls; ++i) sum += pool.apply(bench::increment, i) - i;
  });
  bench::require(sum == calls, "a result of apply");
  return seconds / calls;
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const int calls = static_cast<int>(arguments.number(1));
  polyproc::Pool pool{static_cast<int>(arguments.number(2))};
  measure(pool, 100);
  return bench::serve_rounds([&] {
    measure(pool, calls / 10);  // until worker and caller are awake, each on a core of its own
    return bench::Figures{{"seconds", measure(pool, calls)}};
  });
}
