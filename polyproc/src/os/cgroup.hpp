#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <vector>

namespace polyproc::internal::os {

/// CPUs that the cgroup's quota grants (v1 or v2), e.g. 1.5; empty where there is no quota.
[[nodiscard]] std::optional<double> cpu_quota();

/// Bytes that this process may still allocate before its memory cgroup (v1 or v2) or the machine is full; the largest
/// size_t where nothing is known to limit it. Reclaimable page cache and free swap count as room. Takes a few reads of
/// small files, so it may stand before each reservation.
[[nodiscard]] std::size_t memory_room();

/// How many processes the kernel has killed because a memory control group of this process was full; 0 where that is
/// not counted.
[[nodiscard]] std::size_t oom_kills();

/// The directories of the control groups that a process is in. A group is bound by its own limit and by those of all
/// groups above it, so each list goes from the process's own group up to the root of what is mounted.
struct ControlGroups {
  std::vector<std::filesystem::path> cpu;      ///< cgroup v1
  std::vector<std::filesystem::path> memory;   ///< cgroup v1
  std::vector<std::filesystem::path> unified;  ///< cgroup v2, cpu and memory alike
};

/// Reads proc/self/cgroup and proc/self/mountinfo below `root`, where the directories are then looked for, too. Files
/// that are missing or make no sense leave the lists empty: no control group is no limit.
[[nodiscard]] ControlGroups find_control_groups(const std::filesystem::path& root = "/");
[[nodiscard]] std::optional<double> cpu_quota(const ControlGroups& groups);
[[nodiscard]] std::size_t memory_room(const ControlGroups& groups);
[[nodiscard]] std::size_t oom_kills(const ControlGroups& groups);
/// What the machine has left, by proc/meminfo below `root`.
[[nodiscard]] std::size_t available_memory(const std::filesystem::path& root = "/");

}  // namespace polyproc::internal::os
