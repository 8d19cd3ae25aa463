// polyproc: some threads of one program share a pool, each with its part of the tasks.
#include "polyproc/polyproc.hpp"

#include <string>
#include <thread>
#include <vector>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/increment.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

namespace {

void apply_async_all(polyproc::Pool& pool, int tasks) {
  std::vector<polyproc::AsyncResult<int>> results;
  for (int i = 0; i < tasks; ++i) results.push_back(pool.apply_async(bench::increment, i));
  for (int i = 0; i < tasks; ++i)
    bench::require(results[static_cast<std::size_t>(i)].get() == i + 1, "a result of apply_async");
}

void apply_all(polyproc::Pool& pool, int tasks) {
  for (int i = 0; i < tasks; ++i) bench::require(pool.apply(bench::increment, i) == i + 1, "a result of apply");
}

template <class F>
double seconds_in_threads(int threads, F function) {
  return bench::seconds_of([&] {
    std::vector<std::jthread> all;
    for (int i = 0; i < threads; ++i) all.emplace_back(function);
  });
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const int threads = static_cast<int>(arguments.number(2));
  const int tasks = static_cast<int>(arguments.number(1)) / threads;
  const auto use = arguments.word(3) == "apply" ? apply_all : apply_async_all;
  polyproc::Pool pool{2};
  use(pool, 1000);
  return bench::serve_rounds([&] {
    use(pool, tasks / 10);  // wakes the workers
    const double seconds = seconds_in_threads(threads, [&] { use(pool, tasks); });
    return bench::Figures{{"seconds", seconds / (tasks * threads)}};
  });
}
