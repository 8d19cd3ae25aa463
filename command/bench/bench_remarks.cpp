#include <fmt/ranges.h>

#include <algorithm>

#include "bench/bench_text.hpp"
#include "polyproc/polyproc.hpp"
#include "system/system_info.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

// Below this a speed-up is within the noise of an idle machine.
constexpr double kNoticeable = 1.05;

const BenchRow& fastest_pool(const Bench& bench) {
  return *std::min_element(bench.rows.begin() + 1, bench.rows.end(),
                           [](const BenchRow& a, const BenchRow& b) { return a.seconds.median < b.seconds.median; });
}

std::string what_is_measured() {
  return "Speed-up is the serial time over the time of the row. Making the pool and sharing the samples is inside the "
         "time, as in the article, and shown as setup; ending the pool is not.";
}

std::string why_it_does_not_pay(const Bench& bench, const BenchRow& pool) {
  const double serial = bench.rows.front().seconds.median;
  if (pool.setup_seconds < serial / 10) {
    return "More processes do not pay here although there is enough to do: "
           "together they got no more of the CPUs than one process alone. "
           "Other programs were running, or there is only one CPU.";
  }
  return fmt::format(
      "More processes do not pay here: the whole work takes {} in one process, "
      "and making the pool and sharing the samples alone takes {}. Give them more to do, or do the work serially.",
      duration_text(serial), duration_text(pool.setup_seconds));
}

std::string whether_it_pays(const Bench& bench) {
  const BenchRow& best = fastest_pool(bench);
  if (bench.speedup(best) < kNoticeable) return why_it_does_not_pay(bench, best);
  return fmt::format("More processes pay here: {} take {} where one process needs {}, setup of {} included.", best.name,
                     duration_text(best.seconds.median), duration_text(bench.rows.front().seconds.median),
                     duration_text(best.setup_seconds));
}

std::string who_shares_a_cpu(const Bench& bench) {
  const int cpus = static_cast<int>(polyproc::cpu_count());
  std::vector<int> crowded;
  for (const BenchRow& row : bench.rows) {
    if (row.workers > cpus) crowded.push_back(row.workers);
  }
  if (crowded.empty()) return {};
  return fmt::format(
      "This machine has {} CPU{} to give. "
      "More processes than that take turns on them, "
      "so {} processes can gain nothing over {} and only cost more to make.",
      cpus, cpus == 1 ? "" : "s", fmt::join(crowded, ", "), cpus);
}

std::string what_isolation_costs(const Bench& bench) {
  const auto same = std::ranges::find(bench.rows, bench.threads.workers, &BenchRow::workers);
  return fmt::format(
      "What isolation costs: {} take {}, {} take {}. Threads start faster and share memory as it is; "
      "a crash, a leak or a stuck call in one of them is one in the whole program.",
      bench.threads.name, duration_text(bench.threads.seconds.median), same->name, duration_text(same->seconds.median));
}

/// What the CPUs do while the disk works, as far as it was measured.
std::string what_the_cpus_did(const DiskResult& disk) {
  constexpr double kIdle = 0.5;
  if (!disk.cpu_share) return {};
  return fmt::format(
      " A CPU worked for {:.0f} % of the serial run's time{}.", 100 * *disk.cpu_share,
      *disk.cpu_share < kIdle ? " and was idle for the rest" : ", so it is not waiting alone that takes it");
}

std::string what_was_written(const DiskResult& disk) {
  return fmt::format(
             "{} files of {} KiB are written in {} ({}), {} bytes at a time, "
             "and each write waits until the disk has it.",
             kDiskFiles, kDiskWrites * kDiskWriteBytes / 1024, disk.directory, disk.file_system, kDiskWriteBytes) +
         what_the_cpus_did(disk);
}

std::string what_the_disk_says(const DiskResult& disk) {
  if (disk.is_memory()) {
    return "This file system is memory: there is nothing to wait for, and the times are those of starting programs. "
           "Name a directory on a disk with --scratch.";
  }
  return "More CPUs do not make a disk faster. What several processes gain here they gain by waiting at the same time, "
         "if the disk takes several requests at once; on one that does not, they gain nothing.";
}

void add(std::vector<std::string>& paragraphs, std::string paragraph) {
  if (!paragraph.empty()) paragraphs.push_back(std::move(paragraph));
}

}  // namespace

std::string note_on_build() {
  if (!assertions_are_on()) return {};
  return "Note: this build checks its assertions and is not fully optimised. "
         "Its times are not those of a release build.";
}

std::vector<std::string> remarks(const Bench& bench) {
  std::vector<std::string> paragraphs = {what_is_measured(), whether_it_pays(bench)};
  add(paragraphs, who_shares_a_cpu(bench));
  add(paragraphs, what_isolation_costs(bench));
  if (!bench.disk_failure.empty()) paragraphs.push_back("The disk task was not measured: " + bench.disk_failure + ".");
  return paragraphs;
}

std::vector<std::string> remarks(const DiskResult& disk) { return {what_was_written(disk), what_the_disk_says(disk)}; }

}  // namespace parzen::command
