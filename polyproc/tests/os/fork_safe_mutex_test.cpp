#include "os/fork_safe_mutex.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "children/in_child.hpp"

namespace polyproc::os {
namespace {

ForkSafeMutex& mutex() {
  static ForkSafeMutex& mutex = *new ForkSafeMutex;
  return mutex;
}

#if defined(__SANITIZE_THREAD__)
#define POLYPROC_SKIP_UNDER_TSAN() \
  GTEST_SKIP() << "ThreadSanitizer does not follow a program with threads into its children"
#else
#define POLYPROC_SKIP_UNDER_TSAN() static_cast<void>(0)
#endif

TEST(ForkSafeMutex, IsFreeInAChildWhateverOtherThreadsDoWithIt) {
  POLYPROC_SKIP_UNDER_TSAN();
  int halves_apart = 0;  // guarded by the mutex: 0 whenever it is free
  std::atomic<bool> stop{false};
  std::thread busy{[&] {
    while (!stop) {
      const std::lock_guard lock{mutex()};
      ++halves_apart;
      std::this_thread::yield();
      --halves_apart;
    }
  }};
  int wrong = 0;
  for (int i = 0; i < 200; ++i) {
    // A wrong program hangs here, or sees the table half changed.
    wrong += children::in_child([&] {
      const std::lock_guard lock{mutex()};
      return halves_apart;
    });
  }
  stop = true;
  busy.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace polyproc::os
