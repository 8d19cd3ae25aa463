#pragma once

namespace polyproc {

/// CPUs that this program may use, which can be fewer than the machine has: those in the affinity mask of the calling
/// thread (taskset, Slurm, cpusets), and no more than the CPU quota of the control group grants (containers). A quota
/// of 1.5 counts as 2. Never below 1.
///
/// Some microseconds, since it asks anew each time. Safe to call from several threads.
[[nodiscard]] unsigned cpu_count();

}  // namespace polyproc
