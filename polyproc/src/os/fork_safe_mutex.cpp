#include "os/fork_safe_mutex.hpp"

#include <pthread.h>

#include <atomic>

#include "os/syscall.hpp"

namespace polyproc::internal::os {
namespace {

// Only ever grows at the front, so whoever has read the first can walk the rest. Release, acquire: the walker sees the
// mutexes made.
std::atomic<ForkSafeMutex*> first;

// What was locked before the fork is unlocked after it, even if another mutex was made in between. Written by lock_all
// only, under the locks.
ForkSafeMutex* first_locked = nullptr;

}  // namespace

ForkSafeMutex::ForkSafeMutex() {
  static const int errnum = ::pthread_atfork(&lock_all, &unlock_all, &unlock_all);
  if (errnum != 0) throw SystemError{errnum, "pthread_atfork"};
  next_ = first.load(std::memory_order_acquire);
  while (!first.compare_exchange_weak(next_, this, std::memory_order_release, std::memory_order_acquire)) {
  }
}

void ForkSafeMutex::lock_all() {
  ForkSafeMutex* const begin = first.load(std::memory_order_acquire);
  // All forks lock the oldest mutex last and in the same order, so two of them never wait for each other in a circle.
  for (ForkSafeMutex* mutex = begin; mutex != nullptr; mutex = mutex->next_) mutex->lock();
  first_locked = begin;
}

void ForkSafeMutex::unlock_all() {
  for (ForkSafeMutex* mutex = first_locked; mutex != nullptr; mutex = mutex->next_) mutex->unlock();
}

}  // namespace polyproc::internal::os
