#pragma once

#include <mutex>

namespace polyproc::internal::os {

/// A mutex for a table that the whole process uses. It is held during every fork, whoever forks, so that a child finds
/// the table whole and the mutex free.
///
/// Lives as long as the process. The forking thread must not hold one, and nobody may hold two.
class ForkSafeMutex {
 public:
  ForkSafeMutex();
  ForkSafeMutex(const ForkSafeMutex&) = delete;
  ForkSafeMutex& operator=(const ForkSafeMutex&) = delete;
  ~ForkSafeMutex() = default;  // not while the process may still fork

  void lock() { mutex_.lock(); }
  void unlock() { mutex_.unlock(); }

 private:
  static void lock_all();
  static void unlock_all();

  std::mutex mutex_;
  ForkSafeMutex* next_ = nullptr;
};

}  // namespace polyproc::internal::os
