#pragma once

#include <pthread.h>

#include <optional>

#include "os/deadline.hpp"

namespace polyproc::internal::os {

/// A mutex between processes, to be made in memory that they share.
///
/// If a process dies while it has the mutex, also by SIGKILL, the next one gets it. What the mutex guards is then as
/// the dead one left it, between any two of its instructions: whoever changes it must leave it good at each of them.
class RobustMutex {
 public:
  RobustMutex();
  RobustMutex(const RobustMutex&) = delete;
  RobustMutex& operator=(const RobustMutex&) = delete;
  // Never destroyed: it ends with its memory, of which no process knows whether it is the last to use it.
  ~RobustMutex() = default;

  /// Blocks until the mutex is had; false if the deadline has passed first. Throws SystemError if the memory is damaged
  /// or if the calling thread has it already.
  bool lock(std::optional<Deadline> deadline = std::nullopt);
  void unlock() noexcept;

 private:
  pthread_mutex_t mutex_;
};

}  // namespace polyproc::internal::os
