#include <fmt/format.h>

#include "bench/work.hpp"
#include "parallel/count.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::command {
namespace {

Counts count(polyproc::Pool& pool, const parallel::SharedSamples& samples, const Work& work) {
  return work.mode == Mode::article ? parallel::count_each_width(pool, samples, work.at, work.widths)
                                    : parallel::count_all_widths(pool, samples, work.at, work.widths);
}

Run run_processes(const Work& work, int processes) {
  const Stopwatch watch;
  polyproc::Pool pool{processes};
  const parallel::SharedSamples samples = parallel::share(work.samples);
  const Seconds setup = watch.elapsed();
  Counts counts = count(pool, samples, work);
  // As in the article the clock stops when the results are there; ending the pool is not in it.
  return {.setup = setup, .total = watch.elapsed(), .counts = std::move(counts)};
}

}  // namespace

Contender process_contender(int processes) {
  return {.name = fmt::format("{} process{}", processes, processes == 1 ? "" : "es"),
          .workers = processes,
          .run = [processes](const Work& work) { return run_processes(work, processes); }};
}

}  // namespace parzen::command
