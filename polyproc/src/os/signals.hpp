#pragma once

#include <csignal>

#include "os/file_descriptor.hpp"

namespace polyproc::internal::os {

/// Blocks every signal of the calling thread until destruction, so that no handler runs between fork and the moment the
/// child is ready for one. A child calls restore_default_signals() instead of destroying its copy.
class SignalMask {
 public:
  SignalMask();
  SignalMask(const SignalMask&) = delete;
  SignalMask& operator=(const SignalMask&) = delete;
  ~SignalMask();

 private:
  sigset_t before_{};
};

/// For a child just forked: takes back the program's handlers as exec would (handled signals get their default action,
/// ignored ones stay ignored), except those of faults, which sanitizers and the program's own crash reports need.
/// SIGCHLD always gets its default action, or exit statuses would be lost.
void restore_default_signals() noexcept;

/// Lets every signal in.
void unblock_all_signals() noexcept;

/// A descriptor that is readable while `signal` is pending; the signal must be blocked.
[[nodiscard]] FileDescriptor signal_descriptor(int signal);
/// Takes what is pending out of such a descriptor.
void drain_signal_descriptor(const FileDescriptor& fd) noexcept;

}  // namespace polyproc::internal::os
