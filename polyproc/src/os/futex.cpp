#include "os/futex.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

namespace polyproc::os {

bool futex_wait(const FutexWord& word, std::uint32_t seen, std::optional<Deadline> deadline) noexcept {
  timespec until{};
  if (deadline) {
    // FUTEX_WAIT_BITSET takes an absolute CLOCK_MONOTONIC time, which is what steady_clock counts on Linux.
    const auto since_epoch = std::chrono::duration_cast<std::chrono::nanoseconds>(deadline->time_since_epoch()).count();
    until = {.tv_sec = since_epoch / 1'000'000'000, .tv_nsec = since_epoch % 1'000'000'000};
  }
  const long result = ::syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, seen, deadline ? &until : nullptr, nullptr,
                                FUTEX_BITSET_MATCH_ANY);
  return !(result == -1 && errno == ETIMEDOUT);
}

void futex_wake(FutexWord& word, int count) noexcept { ::syscall(SYS_futex, &word, FUTEX_WAKE, count, nullptr, nullptr, 0); }

}  // namespace polyproc::os
