#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/disk_task.hpp"
#include "bench/spread.hpp"
#include "bench/work.hpp"

namespace parzen::command {

/// What one contender needed.
struct BenchRow {
  std::string name;
  int workers;           ///< 0: serial, in the calling process
  Spread seconds;        ///< setup included
  double setup_seconds;  ///< median
};

/// Serial first, then by number of processes; threads apart.
struct Bench {
  Mode mode;
  std::size_t samples;
  std::size_t dimension;
  std::size_t widths;
  int repeats;
  std::vector<BenchRow> rows;
  BenchRow threads;
  std::optional<DiskResult> disk;
  std::string disk_failure;  ///< why there is no `disk` although it was asked for

  /// Serial time over the time of `row`.
  [[nodiscard]] double speedup(const BenchRow& row) const { return rows.front().seconds.median / row.seconds.median; }
};

/// Called with the name of what is measured next.
using ShowProgress = std::function<void(std::string_view)>;

/// Times the contenders one after the other, `repeats` times around, so that a slow moment of the machine does not hit
/// one of them alone. Before, each does the work once, unmeasured, and must give the serial answer.
///
/// Leaves `disk` empty. Throws std::logic_error if an answer differs.
[[nodiscard]] Bench run_bench(const Work& work, const std::vector<int>& processes, int repeats,
                              const ShowProgress& show);

/// Adds the disk task to what was measured. A disk that cannot be written is a remark: the rest is worth reading.
void add_disk(Bench& bench, const std::string& directory, const std::vector<int>& processes);

}  // namespace parzen::command
