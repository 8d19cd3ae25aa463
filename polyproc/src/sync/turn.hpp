#pragma once

#include "polyproc/sync/byte_queue.hpp"
#include "sync/queue_header.hpp"

namespace polyproc::internal::sync {

/// The mutex of a queue for the length of a call, and what there is to wait for meanwhile.
class Turn {
 public:
  /// A call that waits for nothing still waits for the mutex: others have it only while they copy a message.
  Turn(QueueHeader& header, Patience patience)
      : header_{header},
        may_wait_{!patience || *patience > Duration::zero()},
        deadline_{patience && may_wait_ ? os::deadline_after(*patience) : std::nullopt},
        is_mine_{header.mutex.lock(deadline_)} {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    if (is_mine_) header_.mutex.unlock();
  }

  /// Waits in `room`, without the mutex, until `condition` holds. False if patience ends first.
  template <class Condition>
  bool wait_until(WaitingRoom& room, Condition condition) {
    if (!is_mine_) return false;
    while (!condition()) {
      if (!may_wait_) return false;
      const std::uint32_t seen = room.enter();
      unlock();
      may_wait_ = room.sleep(seen, deadline_);  // after the deadline the condition is looked at once more
      is_mine_ = header_.mutex.lock();
    }
    return true;
  }

 private:
  void unlock() {
    header_.mutex.unlock();
    is_mine_ = false;
  }

  QueueHeader& header_;
  bool may_wait_;
  const std::optional<os::Deadline> deadline_;
  bool is_mine_;
};

}  // namespace polyproc::internal::sync
