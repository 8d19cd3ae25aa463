#pragma once

#include <cstddef>
#include <optional>

namespace polyproc::os {

/// CPUs that the cgroup's quota grants (v1 or v2), e.g. 1.5; empty where there is no quota.
[[nodiscard]] std::optional<double> cpu_quota();

/// Bytes that this process may still allocate before its memory cgroup (v1 or v2) is full; the largest size_t where nothing
/// limits it. Reclaimable page cache counts as room.
[[nodiscard]] std::size_t memory_room();

}  // namespace polyproc::os
