#include "os/fork_safe_mutex.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "children/in_child.hpp"
#include "children/sanitizers.hpp"

namespace polyproc::internal::os {
namespace {

ForkSafeMutex& mutex() {
  static ForkSafeMutex& mutex = *new ForkSafeMutex;
  return mutex;
}

TEST(ForkSafeMutex, IsFreeInAChildWhateverOtherThreadsDoWithIt) {
  if (children::kUnderTsan) GTEST_SKIP() << "a child of a program with threads locks a mutex";
  (void)mutex();         // made before there are threads: the guard of a static object is no such mutex
  int halves_apart = 0;  // guarded by the mutex: 0 whenever it is free
  std::atomic<bool> stop{false};
  std::thread busy{[&] {
    while (!stop) {
      {
        const std::lock_guard lock{mutex()};
        ++halves_apart;
        std::this_thread::yield();
        --halves_apart;
      }
      // A mutex promises nobody a turn: without a pause the forking thread could wait for ever.
      std::this_thread::sleep_for(std::chrono::microseconds{10});
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
}  // namespace polyproc::internal::os
