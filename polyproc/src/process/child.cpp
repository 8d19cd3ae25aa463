#include "process/child.hpp"

#include <cerrno>
#include <csignal>

#include "os/process.hpp"

namespace polyproc::internal::process {

using namespace std::chrono_literals;

void Child::started(os::Pid pid) {
  pid_ = pid;
  try {
    process_ = os::PidFd{pid};
  } catch (const SystemError& error) {
    // While SIGCHLD is ignored, a child that has ended is gone at once.
    if (error.errnum() == ESRCH) return;
    os::send_signal(pid, SIGKILL);
    os::reap(pid);
    throw;
  }
}

bool Child::wait(std::optional<os::Deadline> deadline) {
  while (process_.is_open() && !process_.wait(deadline ? std::optional{os::time_left(*deadline)} : std::nullopt)) {
    if (deadline && std::chrono::steady_clock::now() >= *deadline) return false;
  }
  reap();
  return true;
}

bool Child::has_ended() { return wait(std::chrono::steady_clock::now()); }

std::optional<int> Child::exitcode() {
  if (!has_ended()) return std::nullopt;
  const std::lock_guard lock{reaping_};
  return exitcode_;
}

// By the descriptor, not the pid, which may be another process's once this one has been reaped.
void Child::send_signal(int signal) {
  if (process_.is_open()) process_.send_signal(signal);
}

// Called when the child has ended, so this does not block. By the descriptor, as above: if somebody else has reaped it,
// its pid may be another child's.
void Child::reap() {
  const std::lock_guard lock{reaping_};
  if (is_reaped_) return;
  if (process_.is_open()) exitcode_ = process_.reap();
  is_reaped_ = true;
}

}  // namespace polyproc::internal::process
