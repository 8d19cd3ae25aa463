#include "os/pidfd.hpp"

// glibc 2.36 does not say itself that these are C functions.
extern "C" {
#include <sys/pidfd.h>
}
#include <sys/wait.h>

#include "os/epoll.hpp"

namespace polyproc::internal::os {

PidFd::PidFd(Pid pid) : fd_{check(::pidfd_open(pid, 0), "pidfd_open")} {}

bool PidFd::send_signal(int signal) const noexcept { return ::pidfd_send_signal(fd_.get(), signal, nullptr, 0) == 0; }

std::optional<int> PidFd::reap() const noexcept {
  siginfo_t end{};
  if (retry([&] { return ::waitid(P_PIDFD, static_cast<id_t>(fd_.get()), &end, WEXITED); }) != 0) return std::nullopt;
  return end.si_code == CLD_EXITED ? end.si_status : -end.si_status;
}

bool PidFd::wait(std::optional<std::chrono::milliseconds> timeout) const { return wait_readable(fd_.get(), timeout); }

}  // namespace polyproc::internal::os
