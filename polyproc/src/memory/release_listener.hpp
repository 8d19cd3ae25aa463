#pragma once

#include "polyproc/shared_memory.hpp"

namespace polyproc::internal::memory {

/// Hears of every piece of shared memory whose last handle in this process has gone, so that copies of the descriptor
/// held elsewhere on its behalf can be given up. Whoever listens before a fork is called in the child, too.
class ReleaseListener {
 public:
  ReleaseListener(const ReleaseListener&) = delete;
  ReleaseListener& operator=(const ReleaseListener&) = delete;

  /// Any thread, possibly with locks held: takes no lock that is held while a handle may go, and makes no handle.
  virtual void on_release(ObjectNumber number) noexcept = 0;

 protected:
  ReleaseListener();
  ~ReleaseListener();
};

/// Tells all listeners.
void announce_release(ObjectNumber number) noexcept;

}  // namespace polyproc::internal::memory
