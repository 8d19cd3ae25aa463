#include "bench/bench_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "failure.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::command {
namespace {

/// A contender and what was measured of it.
struct Lane {
  Contender contender;
  std::vector<double> totals = {};
  std::vector<double> setups = {};
};

// As many threads as one of the process rows has workers, so that the two compare: the most that all have a CPU.
int thread_count(const std::vector<int>& processes) {
  const int cpus = static_cast<int>(polyproc::cpu_count());
  int best = *std::ranges::min_element(processes);
  for (const int count : processes) {
    if (count <= cpus) best = std::max(best, count);
  }
  return best;
}

std::vector<Lane> lanes_for(const std::vector<int>& processes) {
  std::vector<Lane> lanes = {{serial_contender()}};
  for (const int count : processes) lanes.push_back({process_contender(count)});
  lanes.push_back({thread_contender(thread_count(processes))});
  return lanes;
}

void check_answers(const Work& work, const std::vector<Lane>& lanes, const ShowProgress& show) {
  show("checking that all give the same counts");
  const Counts expected = lanes.front().contender.run(work).counts;
  for (const Lane& lane : lanes) {
    if (lane.contender.run(work).counts == expected) continue;
    throw std::logic_error{fmt::format("{} counted differently from the serial run", lane.contender.name)};
  }
}

void measure(Lane& lane, const Work& work) {
  const Run run = lane.contender.run(work);
  lane.totals.push_back(run.total.count());
  lane.setups.push_back(run.setup.count());
}

BenchRow row_of(const Lane& lane) {
  return {.name = lane.contender.name,
          .workers = lane.contender.workers,
          .seconds = spread(lane.totals),
          .setup_seconds = spread(lane.setups).median};
}

}  // namespace

Bench run_bench(const Work& work, const std::vector<int>& processes, int repeats, const ShowProgress& show) {
  std::vector<Lane> lanes = lanes_for(processes);
  check_answers(work, lanes, show);
  for (int i = 1; i <= repeats; ++i) {
    for (Lane& lane : lanes) {
      show(fmt::format("round {} of {}: {}", i, repeats, lane.contender.name));
      measure(lane, work);
    }
  }
  std::vector<BenchRow> rows;
  for (const Lane& lane : lanes) rows.push_back(row_of(lane));
  BenchRow threads = rows.back();
  rows.pop_back();
  return {.mode = work.mode,
          .samples = work.samples.size(),
          .dimension = work.samples.dimension(),
          .widths = work.widths.size(),
          .repeats = repeats,
          .rows = std::move(rows),
          .threads = std::move(threads),
          .disk = {},
          .disk_failure = {}};
}

void add_disk(Bench& bench, const std::string& directory, const std::vector<int>& processes) {
  try {
    bench.disk = measure_disk(directory, processes, bench.repeats);
  } catch (const Failure& failure) {
    bench.disk_failure = failure.what();
  }
}

}  // namespace parzen::command
