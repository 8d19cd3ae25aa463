#include "os/affinity.hpp"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

namespace polyproc::os {
namespace {

// The kernel refuses a buffer (EINVAL) that is smaller than its own set of CPUs, whose size it does not tell. cpu_set_t
// ends at 1024.
constexpr std::size_t kMostCpus = std::size_t{1} << 20U;

std::size_t online_cpus() { return static_cast<std::size_t>(std::max(1L, ::sysconf(_SC_NPROCESSORS_ONLN))); }

}  // namespace

std::size_t allowed_cpus() {
  for (std::size_t cpus = CPU_SETSIZE; cpus <= kMostCpus; cpus *= 2) {
    std::vector<cpu_set_t> set(cpus / CPU_SETSIZE);
    const std::size_t bytes = set.size() * sizeof(cpu_set_t);
    if (::sched_getaffinity(0, bytes, set.data()) == 0) return static_cast<std::size_t>(CPU_COUNT_S(bytes, set.data()));
    if (errno != EINVAL) break;
  }
  return online_cpus();
}

}  // namespace polyproc::os
