#include "bench/disk_task.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "bench/cpu_time.hpp"
#include "bench/scratch_files.hpp"
#include "bench/work.hpp"
#include "polyproc/polyproc.hpp"
#include "system/shell_line.hpp"
#include "text/shell.hpp"

namespace parzen::command {
namespace {

namespace fs = std::filesystem;

// Disks are slow, and what they show is plain.
constexpr int kMostRepeats = 3;

// dd, because the standard library has no write that waits for the disk. It must not make the file: one that goes on
// after this program was ended would bring back what was removed.
int write_file(const std::string& path) {
  return run_shell_line(
      fmt::format("dd if=/dev/zero of={} bs={} count={} conv=nocreat oflag=dsync status=none 2>/dev/null; exit $?",
                  shell_quoted(path), kDiskWriteBytes, kDiskWrites));
}

void check(const std::vector<int>& statuses, const std::string& directory) {
  if (!std::ranges::all_of(statuses, [](int status) { return status == 0; })) fail_to_scratch(directory);
}

Seconds time_serial(const std::string& directory) {
  const ScratchFiles files{directory, kDiskFiles};
  const Stopwatch watch;
  std::vector<int> statuses;
  for (const std::string& path : files.paths()) statuses.push_back(write_file(path));
  const Seconds elapsed = watch.elapsed();
  check(statuses, directory);
  return elapsed;
}

Seconds time_processes(const std::string& directory, int processes) {
  const ScratchFiles files{directory, kDiskFiles};
  const Stopwatch watch;
  polyproc::Pool pool{processes};
  const std::vector<int> statuses = pool.with({.chunksize = 1}).map(write_file, files.paths());
  const Seconds elapsed = watch.elapsed();
  check(statuses, directory);
  return elapsed;
}

DiskResult::Row measure_row(const std::string& directory, int processes, int repeats) {
  std::vector<double> times;
  for (int i = 0; i < repeats; ++i) {
    times.push_back((processes == 0 ? time_serial(directory) : time_processes(directory, processes)).count());
  }
  return {processes, spread(times)};
}

/// The serial row, and what part of its time a CPU worked.
void measure_serial(DiskResult& result, int repeats) {
  const Stopwatch watch;
  const std::optional<Seconds> before = cpu_time();
  result.rows.push_back(measure_row(result.directory, 0, repeats));
  const std::optional<Seconds> after = cpu_time();
  if (before && after) result.cpu_share = (*after - *before) / watch.elapsed();
}

// A line of mountinfo: "36 35 98:0 /root /mount/point options - ext4 /dev/sda1 …", longest mount point wins.
std::string file_system_of(const std::string& directory) {
  std::error_code ignored;
  const std::string path = fs::weakly_canonical(directory, ignored).string() + '/';
  std::ifstream mounts{"/proc/self/mountinfo"};
  std::string line, best_point, best_type = "unknown";
  while (std::getline(mounts, line)) {
    std::istringstream words{line};
    std::string skipped, point, type;
    words >> skipped >> skipped >> skipped >> skipped >> point;
    while (words >> skipped && skipped != "-") continue;
    words >> type;
    const bool contains = point == "/" || path.starts_with(point + '/');
    if (contains && point.size() >= best_point.size()) best_point = point, best_type = type;
  }
  return best_type;
}

bool is_memory_system(const std::string& type) { return type == "tmpfs" || type == "ramfs"; }

}  // namespace

bool DiskResult::is_memory() const { return is_memory_system(file_system); }

DiskResult measure_disk(const std::string& directory, const std::vector<int>& processes, int repeats) {
  repeats = std::min(repeats, kMostRepeats);
  DiskResult result{.directory = directory, .file_system = file_system_of(directory), .rows = {}, .cpu_share = {}};
  measure_serial(result, repeats);
  for (const int count : processes) result.rows.push_back(measure_row(directory, count, repeats));
  return result;
}

void check_scratch(const std::string& directory) { const ScratchFiles files{directory, 1}; }

std::string default_scratch_directory() {
  std::error_code failed;
  const std::string temporary = fs::temp_directory_path(failed).string();
  const bool is_memory = is_memory_system(file_system_of(temporary));
  return failed || is_memory ? "." : temporary;
}

}  // namespace parzen::command
