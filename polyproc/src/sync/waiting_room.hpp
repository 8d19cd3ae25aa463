#pragma once

#include "os/deadline.hpp"
#include "os/futex.hpp"

namespace polyproc::internal::sync {

/// Where processes sleep until something that a robust mutex guards has changed. Lives in shared memory.
///
/// Invariant: whoever changes what is waited for calls wake_all() *before* the change takes effect, and keeps the mutex
/// from before the one to after the other. Who is woken needs the mutex to look, so it sees the change. If the changer
/// dies in between, there is no change to miss: the sleepers are awake, get the mutex from the dead and look in vain.
/// Were it the other way round, a process killed after its change would leave the others asleep beside it.
///
/// All are woken, not one: the one might be killed, or stopped, before it has looked, and the others would sleep on.
class WaitingRoom {
 public:
  /// With the mutex: announces a sleeper. The result is for sleep().
  [[nodiscard]] std::uint32_t enter() noexcept {
    occupied_.store(1, std::memory_order_relaxed);
    return wakings_.load(std::memory_order_relaxed);
  }

  /// Without the mutex: sleeps until wake_all() has been called since `seen` was returned. May return for no reason.
  /// False if the deadline has passed.
  bool sleep(std::uint32_t seen, std::optional<os::Deadline> deadline) const noexcept {
    return os::futex_wait(wakings_, seen, deadline);
  }

  /// With the mutex. No system call where nobody has entered.
  void wake_all() noexcept {
    if (occupied_.load(std::memory_order_relaxed) == 0) return;
    wakings_.fetch_add(1, std::memory_order_relaxed);  // who has entered and does not sleep yet will not
    os::futex_wake(wakings_, kAll);
    // Cleared last: whoever dies before has woken nobody for certain, and the next must try again.
    occupied_.store(0, std::memory_order_relaxed);
  }

  // Relaxed throughout: the mutex orders what its owners do, and the kernel compares wakings_ with `seen` under a lock
  // of its own, so a sleeper either sees the new number or is asleep when all are woken.

 private:
  static constexpr int kAll = 0x7fffffff;

  os::FutexWord wakings_{0};
  std::atomic<std::uint32_t> occupied_{0};  // whether somebody may be asleep
};

}  // namespace polyproc::internal::sync
