#include "os/futex.hpp"

#include <gtest/gtest.h>

#include <new>
#include <thread>

#include "children/in_child.hpp"
#include "os/memory.hpp"

namespace polyproc::internal::os {
namespace {

using namespace std::chrono_literals;

TEST(Futex, DoesNotSleepOnAWordThatHasChanged) {
  FutexWord word{1};
  EXPECT_TRUE(futex_wait(word, 0));
}

TEST(Futex, GivesUpAtItsDeadlineAndNotBefore) {
  FutexWord word{0};
  const auto deadline = std::chrono::steady_clock::now() + 30ms;
  while (futex_wait(word, 0, deadline)) {
  }
  EXPECT_GE(std::chrono::steady_clock::now(), deadline);
}

TEST(Futex, WakesASleeperOfAnotherProcess) {
  const MemoryFile file{"futex-test", page_size()};
  const Mapping here{file, page_size(), OnFork::keep};
  auto& word = *new (here.data()) FutexWord{0};
  const pid_t child = children::fork_child([&] {
    while (word == 0) futex_wait(word, 0);
    return 7;
  });
  std::this_thread::sleep_for(20ms);
  word = 1;
  futex_wake(word, 1);
  EXPECT_EQ(children::wait_for(child), 7);
}

}  // namespace
}  // namespace polyproc::internal::os
