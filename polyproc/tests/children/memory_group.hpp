#pragma once

#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

namespace polyproc::children {

/// A memory control group below the one that this process is in, for a child to enter. Needs root and version 1 of
/// control groups, or a part of version 2 that has been delegated.
class MemoryGroup {
 public:
  explicit MemoryGroup(std::size_t limit_bytes)
      : directory_{parent() / ("polyproc-test-" + std::to_string(::getpid()))} {
    std::error_code error;
    std::filesystem::create_directory(directory_, error);
    const bool is_v1 = std::filesystem::exists(directory_ / "memory.limit_in_bytes");
    usable_ = !error && write(is_v1 ? "memory.limit_in_bytes" : "memory.max", std::to_string(limit_bytes));
    // What is swapped out instead would make no group full.
    if (usable_)
      (void)write(is_v1 ? "memory.memsw.limit_in_bytes" : "memory.swap.max", is_v1 ? std::to_string(limit_bytes) : "0");
  }
  MemoryGroup(const MemoryGroup&) = delete;
  MemoryGroup& operator=(const MemoryGroup&) = delete;
  /// Those who entered must be gone.
  ~MemoryGroup() { ::rmdir(directory_.c_str()); }

  [[nodiscard]] bool usable() const { return usable_; }
  /// This process, and what it makes from now on, is of the group.
  [[nodiscard]] bool enter() const { return write("cgroup.procs", std::to_string(::getpid())); }

 private:
  [[nodiscard]] bool write(const std::string& name, const std::string& text) const {
    std::ofstream file{directory_ / name};
    file << text << std::flush;
    return file.good();
  }

  static std::filesystem::path parent() {
    std::ifstream file{"/proc/self/cgroup"};
    std::string v2;
    for (std::string line; std::getline(file, line);) {
      if (const auto at = line.find(":memory:"); at != std::string::npos)
        return "/sys/fs/cgroup/memory" + line.substr(at + 8);
      if (line.starts_with("0::")) v2 = line.substr(3);
    }
    return "/sys/fs/cgroup" + v2;
  }

  std::filesystem::path directory_;
  bool usable_ = false;
};

}  // namespace polyproc::children
