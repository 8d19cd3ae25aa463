#include "bench/disk_task.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "bench/work.hpp"
#include "failure.hpp"
#include "polyproc/polyproc.hpp"
#include "text/shell.hpp"

namespace parzen::command {
namespace {

namespace fs = std::filesystem;

// Disks are slow, and what they show is plain.
constexpr int kMostRepeats = 3;

// dd, because the standard library has no write that waits for the disk. Starting it takes a millisecond, in every row.
int write_file(const std::string& path) {
  return std::system(fmt::format("dd if=/dev/zero of={} bs={} count={} oflag=dsync status=none 2>/dev/null",
                                 shell_quoted(path), kDiskWriteBytes, kDiskWrites)
                         .c_str());
}

class ScratchFiles {
 public:
  explicit ScratchFiles(const std::string& directory) {
    for (int i = 0; i < kDiskFiles; ++i) {
      paths_.push_back(
          (fs::path{directory} / fmt::format(".parzen-bench-{:08x}-{}", std::random_device{}(), i)).string());
    }
  }
  ScratchFiles(const ScratchFiles&) = delete;
  ScratchFiles& operator=(const ScratchFiles&) = delete;
  ~ScratchFiles() {
    std::error_code ignored;
    for (const std::string& path : paths_) fs::remove(path, ignored);
  }
  [[nodiscard]] const std::vector<std::string>& paths() const noexcept { return paths_; }

 private:
  std::vector<std::string> paths_;
};

void check(const std::vector<int>& statuses, const std::string& directory) {
  if (std::ranges::all_of(statuses, [](int status) { return status == 0; })) return;
  throw Failure{fmt::format("cannot write files in {}; name a directory with room with --scratch", directory)};
}

Seconds time_serial(const std::string& directory) {
  const ScratchFiles files{directory};
  const Stopwatch watch;
  std::vector<int> statuses;
  for (const std::string& path : files.paths()) statuses.push_back(write_file(path));
  const Seconds elapsed = watch.elapsed();
  check(statuses, directory);
  return elapsed;
}

Seconds time_processes(const std::string& directory, int processes) {
  const ScratchFiles files{directory};
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

}  // namespace

DiskResult measure_disk(const std::string& directory, const std::vector<int>& processes, int repeats) {
  repeats = std::min(repeats, kMostRepeats);
  DiskResult result{.directory = directory, .file_system = file_system_of(directory), .rows = {}};
  result.rows.push_back(measure_row(directory, 0, repeats));
  for (const int count : processes) result.rows.push_back(measure_row(directory, count, repeats));
  return result;
}

std::string default_scratch_directory() {
  std::error_code failed;
  const std::string temporary = fs::temp_directory_path(failed).string();
  const bool is_memory = DiskResult{.directory = {}, .file_system = file_system_of(temporary), .rows = {}}.is_memory();
  return failed || is_memory ? "." : temporary;
}

}  // namespace parzen::command
