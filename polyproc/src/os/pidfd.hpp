#pragma once

#include <chrono>
#include <optional>

#include "os/file_descriptor.hpp"

namespace polyproc::internal::os {

/// A process, by a descriptor that never comes to mean another one (a pid may be reused). Readable once the process has
/// ended.
class PidFd {
 public:
  PidFd() noexcept = default;
  /// Throws SystemError if there is no such process. The caller must know that `pid` has not been reaped.
  explicit PidFd(Pid pid);
  /// Takes over a descriptor that another process opened.
  explicit PidFd(FileDescriptor fd) noexcept : fd_{std::move(fd)} {}

  [[nodiscard]] int descriptor() const noexcept { return fd_.get(); }
  [[nodiscard]] FileDescriptor& owner() noexcept { return fd_; }
  [[nodiscard]] bool is_open() const noexcept { return fd_.is_open(); }
  /// Sends a signal; false if the process is gone.
  bool send_signal(int signal) const noexcept;
  /// Whether the process ends within `timeout` (zero: look only; empty: no limit).
  [[nodiscard]] bool wait(std::optional<std::chrono::milliseconds> timeout = std::nullopt) const;
  /// Blocks until the process, a child of this one, has ended, and reaps it: n for exit(n), -s when signal s ended it.
  /// Empty if it was reaped before, or the program ignores SIGCHLD.
  std::optional<int> reap() const noexcept;

 private:
  FileDescriptor fd_;
};

}  // namespace polyproc::internal::os
