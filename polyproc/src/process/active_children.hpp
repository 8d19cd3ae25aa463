#pragma once

#include <memory>
#include <vector>

#include "os/fork_safe_mutex.hpp"
#include "process/child.hpp"

namespace polyproc::internal::process {

/// The children that this process has started by Process::start(), until they have ended. Safe to use from
/// several threads. A forked child begins with none.
class ActiveChildren {
 public:
  static ActiveChildren& of_this_process();

  void add(const std::shared_ptr<Child>& child);
  /// Those that have not ended, oldest first.
  [[nodiscard]] std::vector<std::shared_ptr<Child>> list();
  /// Kills the daemons and waits for all others, also for those that are started meanwhile.
  void finish();

 private:
  void forget_the_parents_children();

  os::ForkSafeMutex mutex_;
  // Weak: a Process waits for its child before it lets go of it, so what has expired has ended.
  std::vector<std::weak_ptr<Child>> children_;
  unsigned generation_ = 0;  // of the process whose children they are
};

}  // namespace polyproc::internal::process
