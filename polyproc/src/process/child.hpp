#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>

#include "os/deadline.hpp"
#include "os/pidfd.hpp"

namespace polyproc::internal::process {

/// A child process that has been forked and that this object alone reaps. Safe to use from several threads.
class Child {
 public:
  Child(std::string name, bool daemon) : name_{std::move(name)}, daemon_{daemon} {}

  /// The child has just been forked. Throws SystemError if it cannot be watched; then it has been killed.
  void started(os::Pid pid);

  /// Waits until it has ended; false if the deadline passes first.
  bool wait(std::optional<os::Deadline> deadline = std::nullopt);
  [[nodiscard]] bool has_ended();
  /// Empty until it has ended, and afterwards if somebody else has reaped it or SIGCHLD is ignored.
  [[nodiscard]] std::optional<int> exitcode();
  /// Nothing happens if it has ended.
  void send_signal(int signal);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] bool is_daemon() const noexcept { return daemon_; }
  [[nodiscard]] os::Pid pid() const noexcept { return pid_; }

 private:
  void reap();

  const std::string name_;
  const bool daemon_;
  os::Pid pid_ = 0;
  os::PidFd process_;  // not open if the child was gone before it could be opened

  std::mutex reaping_;
  bool is_reaped_ = false;
  std::optional<int> exitcode_;
};

}  // namespace polyproc::internal::process
