#include "bench/work.hpp"
#include "parzen/hypercube.hpp"

namespace parzen::command {
namespace {

Counts count_each_width(const Work& work) {
  Counts counts;
  for (const Bandwidth h : work.widths) counts.push_back(count_in_window(work.samples, work.at, h));
  return counts;
}

Run run_serial(const Work& work) {
  const Stopwatch watch;
  Counts counts =
      work.mode == Mode::article ? count_each_width(work) : count_all_widths(work.samples, work.at, work.widths);
  return {.setup = Seconds::zero(), .total = watch.elapsed(), .counts = std::move(counts)};
}

}  // namespace

Contender serial_contender() { return {.name = "serial", .workers = 0, .run = run_serial}; }

}  // namespace parzen::command
