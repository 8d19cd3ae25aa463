#include "os/affinity.hpp"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <vector>

namespace polyproc::internal::os {
namespace {

// The kernel refuses a buffer (EINVAL) that is smaller than its own set of CPUs, whose size it does not tell. cpu_set_t
// ends at 1024.
constexpr std::size_t kMostCpus = std::size_t{1} << 20U;

std::size_t online_cpus() { return static_cast<std::size_t>(std::max(1L, ::sysconf(_SC_NPROCESSORS_ONLN))); }

// The CPUs that the calling thread may run on; empty if the system does not tell.
std::vector<cpu_set_t> allowed_set() {
  for (std::size_t cpus = CPU_SETSIZE; cpus <= kMostCpus; cpus *= 2) {
    std::vector<cpu_set_t> set(cpus / CPU_SETSIZE);
    if (::sched_getaffinity(0, set.size() * sizeof(cpu_set_t), set.data()) == 0) return set;
    if (errno != EINVAL) break;
  }
  return {};
}

std::size_t bytes_of(const std::vector<cpu_set_t>& set) { return set.size() * sizeof(cpu_set_t); }

}  // namespace

std::size_t allowed_cpus() {
  const auto set = allowed_set();
  return set.empty() ? online_cpus() : static_cast<std::size_t>(CPU_COUNT_S(bytes_of(set), set.data()));
}

void pin_to_cpu(std::size_t index) noexcept try {
  const auto allowed = allowed_set();
  const std::size_t bytes = bytes_of(allowed);
  if (allowed.empty()) return;
  std::size_t left = index % static_cast<std::size_t>(CPU_COUNT_S(bytes, allowed.data()));
  for (std::size_t cpu = 0;; ++cpu) {
    if (!CPU_ISSET_S(cpu, bytes, allowed.data()) || left-- > 0) continue;
    std::vector<cpu_set_t> one(allowed.size());
    CPU_SET_S(cpu, bytes, one.data());
    ::sched_setaffinity(0, bytes, one.data());
    return;
  }
} catch (const std::bad_alloc&) {
  // It runs where it may.
}

}  // namespace polyproc::internal::os
