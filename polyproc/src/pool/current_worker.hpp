#pragma once

namespace polyproc::internal::pool {

/// From now on this process is worker number `index` of its pool, and has so many of its CPUs.
void become_worker(int index, unsigned cpu_share) noexcept;

/// CPUs that the pools of this process may count on: in a worker its share, so that nested pools do not add up.
[[nodiscard]] unsigned cpu_budget();

}  // namespace polyproc::internal::pool
