#include "os/robust_mutex.hpp"

#include <cerrno>

#include "os/syscall.hpp"

// Defined in programs that run under ThreadSanitizer; null in all others.
extern "C" [[gnu::weak]] void __tsan_init();  // NOLINT(bugprone-reserved-identifier): its name is not ours to choose

namespace polyproc::internal::os {
namespace {

void check_result(int errnum, const char* call) {
  if (errnum != 0) throw SystemError{errnum, call};
}

class Attributes {
 public:
  Attributes() {
    check_result(::pthread_mutexattr_init(&value_), "pthread_mutexattr_init");
    ::pthread_mutexattr_setpshared(&value_, PTHREAD_PROCESS_SHARED);
    ::pthread_mutexattr_setrobust(&value_, PTHREAD_MUTEX_ROBUST);
    // Locking twice is an error rather than a hang: the memory may have been written to by a process that went mad.
    ::pthread_mutexattr_settype(&value_, PTHREAD_MUTEX_ERRORCHECK);
  }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  ~Attributes() { ::pthread_mutexattr_destroy(&value_); }

  [[nodiscard]] const pthread_mutexattr_t* get() const { return &value_; }

 private:
  pthread_mutexattr_t value_{};
};

// The ThreadSanitizer of g++ 12 does not know pthread_mutex_clocklock and would take the mutex for free. What it does
// know counts by the wall clock, which may be set back; that is good enough for a program under test.
int lock_by_wall_clock(pthread_mutex_t* mutex, Deadline deadline) {
  const auto until = std::chrono::system_clock::now() + (deadline - std::chrono::steady_clock::now());
  const timespec time = to_timespec(Deadline{until.time_since_epoch()});
  return ::pthread_mutex_timedlock(mutex, &time);
}

int lock_until(pthread_mutex_t* mutex, std::optional<Deadline> deadline) {
  if (!deadline) return ::pthread_mutex_lock(mutex);
  if (&__tsan_init != nullptr) return lock_by_wall_clock(mutex, *deadline);
  const timespec until = to_timespec(*deadline);
  return ::pthread_mutex_clocklock(mutex, CLOCK_MONOTONIC, &until);
}

}  // namespace

RobustMutex::RobustMutex() : mutex_{} {
  check_result(::pthread_mutex_init(&mutex_, Attributes{}.get()), "pthread_mutex_init");
}

bool RobustMutex::lock(std::optional<Deadline> deadline) {
  const int result = lock_until(&mutex_, deadline);
  if (result == ETIMEDOUT) return false;
  // The owner died. It is ours now; by the promise above, what it guards needs no repair.
  if (result == EOWNERDEAD) {
    check_result(::pthread_mutex_consistent(&mutex_), "pthread_mutex_consistent");
  } else {
    check_result(result, "pthread_mutex_lock");
  }
  return true;
}

void RobustMutex::unlock() noexcept { ::pthread_mutex_unlock(&mutex_); }

}  // namespace polyproc::internal::os
