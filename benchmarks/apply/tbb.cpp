// oneTBB: no isolation at all, for comparison. A task given to the thread pool, and waited for.
#include <oneapi/tbb/task_group.h>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/increment.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

int main(int argc, char** argv) {
  const int calls = static_cast<int>(bench::Arguments{argc, argv}.number(1));
  oneapi::tbb::task_group group;
  return bench::serve_rounds([&] {
    int sum = 0;
    const double seconds = bench::seconds_of([&] {
      for (int i = 0; i < calls; ++i) {
        int result = 0;
        group.run([&result, i] { result = bench::increment(i); });
        group.wait();
        sum += result - i;
      }
    });
    bench::require(sum == calls, "a result of a task");
    return bench::Figures{{"seconds", seconds / calls}};
  });
}
