#include "os/usage.hpp"

#include <sys/resource.h>
#include <sys/time.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <string>

#include "os/kibibytes.hpp"
#include "os/memory.hpp"

namespace polyproc::internal::os {
namespace {

// What RLIMIT_DATA is compared with.
std::size_t private_writable_bytes() {
  std::ifstream status{"/proc/self/status"};
  return next_kibibytes(status, "VmData:").value_or(0) * 1024;
}

}  // namespace

std::optional<std::chrono::nanoseconds> cpu_time_of(Pid pid) noexcept {
  clockid_t clock{};
  timespec time{};
  if (::clock_getcpuclockid(pid, &clock) != 0 || ::clock_gettime(clock, &time) != 0) return std::nullopt;
  return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

std::optional<std::size_t> private_memory_of(Pid pid) {
  std::ifstream statm{"/proc/" + std::to_string(pid) + "/statm"};
  std::size_t total = 0, resident = 0, shared = 0;
  if (!(statm >> total >> resident >> shared)) return std::nullopt;
  return (resident - std::min(resident, shared)) * page_size();
}

void limit_memory(std::size_t bytes) {
  rlimit limit{};
  check(::getrlimit(RLIMIT_DATA, &limit), "getrlimit");
  const rlim_t wanted = private_writable_bytes() + bytes;
  if (wanted < bytes) return;  // more than there is
  limit.rlim_cur = std::min(limit.rlim_cur, wanted);
  check(::setrlimit(RLIMIT_DATA, &limit), "setrlimit");
}

}  // namespace polyproc::internal::os
