#include "os/futex.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace polyproc::internal::os {

bool futex_wait(const FutexWord& word, std::uint32_t seen, std::optional<Deadline> deadline) noexcept {
  // FUTEX_WAIT_BITSET, because it takes an absolute time.
  const timespec until = deadline ? to_timespec(*deadline) : timespec{};
  const long result = ::syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, seen, deadline ? &until : nullptr, nullptr,
                                FUTEX_BITSET_MATCH_ANY);
  return !(result == -1 && errno == ETIMEDOUT);
}

void futex_wake(FutexWord& word, int count) noexcept {
  ::syscall(SYS_futex, &word, FUTEX_WAKE, count, nullptr, nullptr, 0);
}

}  // namespace polyproc::internal::os
