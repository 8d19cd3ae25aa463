#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bench/spread.hpp"

namespace parzen::command {

/// Times of a task that waits for a disk, not for a CPU.
struct DiskResult {
  struct Row {
    int processes;  ///< 0: the calling process, one file after the other
    Spread seconds;
  };
  std::string directory;
  std::string file_system;  ///< "ext4", "tmpfs", …
  std::vector<Row> rows;
  std::optional<double> cpu_share;  ///< of the serial run's time, how much a CPU worked; empty if nobody knows

  /// Whether the "disk" is memory, which keeps nobody waiting.
  [[nodiscard]] bool is_memory() const;
};

inline constexpr int kDiskFiles = 12;  // so that 2, 3, 4 and 6 processes have the same share each
// Per file, each of them on the disk before the next begins: so many that starting the program that writes them, a
// millisecond or two, hardly counts beside them.
inline constexpr int kDiskWrites = 128;
inline constexpr int kDiskWriteBytes = 4096;

/// Writes kDiskFiles files into `directory`, serially and with each number of `processes`, and removes them.
///
/// A write is done when the disk has it (O_DSYNC). Throws Failure if `directory` cannot be written.
[[nodiscard]] DiskResult measure_disk(const std::string& directory, const std::vector<int>& processes, int repeats);

/// Throws Failure if `directory` cannot be written, as measure_disk would: before hours of measuring, not after them.
void check_scratch(const std::string& directory);

/// A directory for files that last a moment: the system's temporary one, or the current one if that is memory.
[[nodiscard]] std::string default_scratch_directory();

}  // namespace parzen::command
