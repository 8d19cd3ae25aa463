#include "os/cgroup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <fstream>
#include <limits>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>

#include "os/file_descriptor.hpp"
#include "os/kibibytes.hpp"
#include "os/process.hpp"

namespace polyproc::internal::os {
namespace {

using std::filesystem::path;

constexpr std::size_t kUnlimited = std::numeric_limits<std::size_t>::max();

/// One line of mountinfo that is a control group hierarchy.
struct Mount {
  std::string root;   ///< the group that the mount point shows, e.g. "/" or "/docker/1234"
  std::string point;  ///< where it is mounted
};

bool names(std::string_view comma_separated, std::string_view wanted) {
  std::istringstream list{std::string{comma_separated}};
  for (std::string name; std::getline(list, name, ',');) {
    if (name == wanted) return true;
  }
  return false;
}

// "31 23 0:28 ROOT POINT rw,relatime shared:1 - TYPE SOURCE OPTIONS"; any number of fields stand before the dash.
std::optional<Mount> find_mount(const path& root, std::string_view type, std::string_view controller) {
  std::ifstream file{root / "proc/self/mountinfo"};
  for (std::string line; std::getline(file, line);) {
    const std::size_t dash = line.find(" - ");
    if (dash == std::string::npos) continue;
    std::istringstream before{line.substr(0, dash)};
    std::istringstream after{line.substr(dash + 3)};
    std::string skipped;
    std::string mount_type;
    std::string options;
    Mount mount;
    before >> skipped >> skipped >> skipped >> mount.root >> mount.point;
    after >> mount_type >> skipped >> options;
    if (mount_type == type && (controller.empty() || names(options, controller))) return mount;
  }
  return std::nullopt;
}

// "4:memory:/group" for v1, "0::/group" for v2.
std::optional<std::string> find_group(const path& root, std::string_view controller) {
  std::ifstream file{root / "proc/self/cgroup"};
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    if (controller.empty() ? controllers.empty() : names(controllers, controller)) return line.substr(second + 1);
  }
  return std::nullopt;
}

// In a container the mount often shows only the container's own group: what lies above it is out of sight.
std::string group_within(const Mount& mount, const std::string& group) {
  if (mount.root == "/") return group;
  if (!group.starts_with(mount.root)) return "/";
  return group.substr(mount.root.size());
}

std::vector<path> directories_up_from(const path& top, const std::string& group) {
  std::vector<path> directories;
  path below = path{group}.relative_path().lexically_normal();
  if (below.empty() || *below.begin() == "..") below = ".";
  for (; !below.empty() && below != "."; below = below.parent_path()) directories.push_back(top / below);
  directories.push_back(top);
  return directories;
}

std::vector<path> find_directories(const path& root, std::string_view type, std::string_view controller) {
  const std::optional<Mount> mount = find_mount(root, type, controller);
  const std::optional<std::string> group = find_group(root, controller);
  if (!mount || !group) return {};
  return directories_up_from(root / path{mount->point}.relative_path(), group_within(*mount, *group));
}

// Not an ifstream, which takes twice as long. A file that cannot be read counts as empty.
std::istringstream contents(const path& file) {
  std::string text;
  const FileDescriptor fd{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  std::array<char, 4096> piece;
  for (ssize_t bytes = 1; fd && bytes > 0;) {
    bytes = retry([&] { return ::read(fd.get(), piece.data(), piece.size()); });
    text.append(piece.data(), static_cast<std::size_t>(std::max<ssize_t>(bytes, 0)));
  }
  return std::istringstream{std::move(text)};
}

template <class Number>
std::optional<Number> read_number(const path& file) {
  Number number{};
  if (contents(file) >> number) return number;
  return std::nullopt;
}

std::optional<double> least(std::optional<double> a, std::optional<double> b) {
  return a && b ? std::min(*a, *b) : (a ? a : b);
}

std::optional<double> quota_v1(const path& group) {
  const auto quota = read_number<double>(group / "cpu.cfs_quota_us");
  const auto period = read_number<double>(group / "cpu.cfs_period_us");
  if (!quota || !period || *quota <= 0 || *period <= 0) return std::nullopt;  // -1: none
  return *quota / *period;
}

// "150000 100000", or "max 100000", which is no number.
std::optional<double> quota_v2(const path& group) {
  std::istringstream file = contents(group / "cpu.max");
  double quota = 0;
  double period = 0;
  if (!(file >> quota >> period) || quota <= 0 || period <= 0) return std::nullopt;
  return quota / period;
}

std::size_t stat_entry(const path& file, std::string_view wanted) {
  std::istringstream entries = contents(file);
  std::string name;
  for (std::size_t value = 0; entries >> name >> value;) {
    if (name == wanted) return value;
  }
  return 0;
}

/// The files that say the same thing in the two versions of control groups.
struct MemoryFiles {
  const char* limit;
  const char* usage;
  const char* reclaimable;  ///< in memory.stat, of the group and all below it
};
constexpr MemoryFiles kMemoryV1{"memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"};
constexpr MemoryFiles kMemoryV2{"memory.max", "memory.current", "inactive_file"};

std::size_t room_in(const path& group, const MemoryFiles& files) {
  // v2 says "max" where there is no limit, v1 a number near 2^63. Only a real limit is worth reading memory.stat for,
  // which the kernel has to add up.
  const auto limit = read_number<std::size_t>(group / files.limit);
  if (!limit || *limit > (std::size_t{1} << 62U)) return kUnlimited;
  const std::size_t usage = read_number<std::size_t>(group / files.usage).value_or(0);
  const std::size_t held = usage - std::min(usage, stat_entry(group / "memory.stat", files.reclaimable));
  return *limit - std::min(*limit, held);
}

struct Found {
  ControlGroups groups;
  unsigned generation = 0;  ///< of the process that found them
};

// Found once in a process and never freed: others may be reading. Anew in a forked child, which may have been moved to
// another group since. Not a function-local static: a child forked while another thread initializes one would wait for
// that thread for ever. Release, acquire: who sees the pointer sees the lists.
const ControlGroups& own_control_groups() {
  static std::atomic<const Found*> found;
  const Found* known = found.load(std::memory_order_acquire);
  if (known != nullptr && known->generation == fork_generation()) return known->groups;
  auto mine = std::make_unique<const Found>(Found{find_control_groups(), fork_generation()});
  if (found.compare_exchange_strong(known, mine.get(), std::memory_order_acq_rel)) return mine.release()->groups;
  return known->groups;
}

}  // namespace

ControlGroups find_control_groups(const path& root) {
  return {.cpu = find_directories(root, "cgroup", "cpu"),
          .memory = find_directories(root, "cgroup", "memory"),
          .unified = find_directories(root, "cgroup2", "")};
}

std::optional<double> cpu_quota(const ControlGroups& groups) {
  std::optional<double> quota;
  for (const path& group : groups.cpu) quota = least(quota, quota_v1(group));
  for (const path& group : groups.unified) quota = least(quota, quota_v2(group));
  return quota;
}

std::size_t memory_room(const ControlGroups& groups) {
  std::size_t room = kUnlimited;
  for (const path& group : groups.memory) room = std::min(room, room_in(group, kMemoryV1));
  for (const path& group : groups.unified) room = std::min(room, room_in(group, kMemoryV2));
  return room;
}

// The counts of version 2 include those of the groups below, so the largest is that of all.
std::size_t oom_kills(const ControlGroups& groups) {
  std::size_t kills = 0;
  for (const path& group : groups.memory) kills = std::max(kills, stat_entry(group / "memory.oom_control", "oom_kill"));
  for (const path& group : groups.unified) kills = std::max(kills, stat_entry(group / "memory.events", "oom_kill"));
  return kills;
}

std::size_t available_memory(const path& root) {
  std::istringstream meminfo = contents(root / "proc/meminfo");
  const auto available = next_kibibytes(meminfo, "MemAvailable:");
  const auto swap = next_kibibytes(meminfo, "SwapFree:");
  return available ? (*available + swap.value_or(0)) * 1024 : kUnlimited;
}

std::optional<double> cpu_quota() { return cpu_quota(own_control_groups()); }
std::size_t oom_kills() { return oom_kills(own_control_groups()); }
std::size_t memory_room() { return std::min(memory_room(own_control_groups()), available_memory()); }

}  // namespace polyproc::internal::os
