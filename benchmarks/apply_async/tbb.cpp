// oneTBB: no isolation at all, for comparison. One task for each call, then a wait for all.
#include <oneapi/tbb/task_group.h>

#include <numeric>
#include <vector>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/increment.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

int main(int argc, char** argv) {
  const std::size_t tasks = bench::Arguments{argc, argv}.number(1);
  oneapi::tbb::task_group group;
  return bench::serve_rounds([&] {
    std::vector<int> results(tasks);
    const double seconds = bench::seconds_of([&] {
      for (std::size_t i = 0; i < tasks; ++i)
        group.run([&results, i] { results[i] = bench::increment(static_cast<int>(i)); });
      group.wait();
    });
    const auto sum = std::accumulate(results.begin(), results.end(), 0LL);
    const auto n = static_cast<long long>(tasks);
    bench::require(sum == n * (n + 1) / 2, "the results of the tasks");
    return bench::Figures{{"seconds", seconds / static_cast<double>(tasks)}};
  });
}
