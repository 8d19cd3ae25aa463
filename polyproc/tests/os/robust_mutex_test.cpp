#include "os/robust_mutex.hpp"

#include <gtest/gtest.h>

#include <new>
#include <thread>

#include "children/in_child.hpp"
#include "os/memory.hpp"
#include "polyproc/error.hpp"

namespace polyproc::internal::os {
namespace {

using namespace std::chrono_literals;

class RobustMutexTest : public testing::Test {
 protected:
  struct Shared {
    RobustMutex mutex;
    int value = 0;
  };
  MemoryFile file_{"mutex-test", page_size()};
  Mapping mapping_{file_, page_size(), OnFork::keep};
  Shared& shared_ = *new (mapping_.data()) Shared;
};

TEST_F(RobustMutexTest, ExcludesOtherProcesses) {
  std::array<pid_t, 4> pids{};
  for (pid_t& pid : pids) {
    pid = children::fork_child([&] {
      for (int i = 0; i < 10'000; ++i) {
        shared_.mutex.lock();
        ++shared_.value;
        shared_.mutex.unlock();
      }
      return 0;
    });
  }
  for (const pid_t pid : pids) EXPECT_EQ(children::wait_for(pid), 0);
  EXPECT_EQ(shared_.value, 40'000);
}

TEST_F(RobustMutexTest, PassesOnWhenItsOwnerDies) {
  children::in_child([&] { return shared_.mutex.lock() ? ::raise(SIGKILL) : 0; });
  EXPECT_TRUE(shared_.mutex.lock());  // a plain mutex would hang here
  shared_.mutex.unlock();
  EXPECT_TRUE(shared_.mutex.lock());
  shared_.mutex.unlock();
}

TEST_F(RobustMutexTest, PassesOnToASleeperWhenItsOwnerDies) {
  shared_.mutex.lock();
  const pid_t sleeper = children::fork_child([&] { return shared_.mutex.lock(); });
  shared_.mutex.unlock();
  EXPECT_EQ(children::wait_for(sleeper), 0);  // ended with the mutex
  EXPECT_TRUE(shared_.mutex.lock());
  shared_.mutex.unlock();
}

TEST_F(RobustMutexTest, GivesUpAtItsDeadline) {
  shared_.mutex.lock();
  EXPECT_EQ(children::in_child([&] {
              const auto deadline = std::chrono::steady_clock::now() + 20ms;
              return !shared_.mutex.lock(deadline) && std::chrono::steady_clock::now() >= deadline;
            }),
            0);
  shared_.mutex.unlock();
}

TEST_F(RobustMutexTest, LockingTwiceIsAnErrorRatherThanAHang) {
  shared_.mutex.lock();
  EXPECT_THROW(shared_.mutex.lock(), SystemError);
  shared_.mutex.unlock();
}

}  // namespace
}  // namespace polyproc::internal::os
