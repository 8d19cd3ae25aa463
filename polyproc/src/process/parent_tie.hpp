#pragma once

#include <optional>

#include "os/pidfd.hpp"
#include "os/syscall.hpp"

namespace polyproc::internal::process {

/// Makes a child end when its parent does, however that ends. Made in the parent before the fork, tied in the child.
///
/// The kernel can send a signal at the death of a parent, but what it watches is the *thread* that forked. So that
/// serves for children of the main thread; the others watch the process by a thread of their own.
class ParentTie {
 public:
  ParentTie();
  /// For a child that was spawned: the parent, by a descriptor that it has opened itself.
  ParentTie(os::Pid parent, os::PidFd process);

  /// The descriptor that the child must keep; null if none.
  [[nodiscard]] os::FileDescriptor* descriptor() noexcept;
  /// In the child, while it has one thread. Does not return if the parent is gone already.
  void tie();

 private:
  os::Pid parent_;
  std::optional<os::PidFd> parent_process_;  // where the kernel's signal would not do
};

}  // namespace polyproc::internal::process
