#include "process/cpu_count.hpp"

#include <algorithm>
#include <cmath>

#include "os/affinity.hpp"
#include "os/cgroup.hpp"
#include "polyproc/cpu_count.hpp"

namespace polyproc {

unsigned internal::process::usable_cpus(std::size_t allowed_cpus, std::optional<double> quota) {
  auto cpus = static_cast<double>(allowed_cpus);
  // Rounded up: two processes share one and a half CPUs without loss, one would leave half of one idle.
  if (quota) cpus = std::min(cpus, std::ceil(*quota));
  return static_cast<unsigned>(std::max(1.0, cpus));
}

unsigned cpu_count() { return internal::process::usable_cpus(internal::os::allowed_cpus(), internal::os::cpu_quota()); }

}  // namespace polyproc
