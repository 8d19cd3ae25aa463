// polyproc: Pool::apply_async for all, then AsyncResult::get for all.
#include "polyproc/polyproc.hpp"

#include <vector>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/increment.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

namespace {

double measure(polyproc::Pool& pool, int tasks) {
  int sum = 0;
  const double seconds = bench::seconds_of([&] {
    std::vector<polyproc::AsyncResult<int>> results;
    for (int i = 0; i < tasks; ++i) results.push_back(pool.apply_async(bench::increment, i));
    for (int i = 0; i < tasks; ++i) sum += results[static_cast<std::size_t>(i)].get() - i;
  });
  bench::require(sum == tasks, "a result of apply_async");
  return seconds / tasks;
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const int tasks = static_cast<int>(arguments.number(1));
  polyproc::Pool pool{static_cast<int>(arguments.number(2))};
  measure(pool, 1000);
  return bench::serve_rounds([&] {
    measure(pool, tasks / 10);  // wakes the workers
    return bench::Figures{{"seconds", measure(pool, tasks)}};
  });
}
