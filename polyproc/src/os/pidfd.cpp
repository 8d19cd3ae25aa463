#include "os/pidfd.hpp"

// glibc 2.36 does not say itself that these are C functions.
extern "C" {
#include <sys/pidfd.h>
}

#include "os/epoll.hpp"

namespace polyproc::internal::os {

PidFd::PidFd(Pid pid) : fd_{check(::pidfd_open(pid, 0), "pidfd_open")} {}

bool PidFd::send_signal(int signal) const noexcept { return ::pidfd_send_signal(fd_.get(), signal, nullptr, 0) == 0; }

bool PidFd::wait(std::optional<std::chrono::milliseconds> timeout) const { return wait_readable(fd_.get(), timeout); }

}  // namespace polyproc::internal::os
