#include "process/helper_threads.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>

#include "children/in_child.hpp"
#include "children/processes.hpp"
#include "children/sanitizers.hpp"
#include "os/thread.hpp"
#include "process/thread_check.hpp"

namespace polyproc::internal::process {
namespace {

using namespace std::chrono_literals;

/// Counts its runs and sleeps in each until it is stopped.
class Sleeper final : public HelperThread::Body {
 public:
  void run() override {
    std::unique_lock lock{mutex_};
    ++runs_;
    changed_.notify_all();
    if (before_sleep) {
      lock.unlock();
      before_sleep();
      lock.lock();
    }
    changed_.wait(lock, [&] { return stop_; });
  }
  void request_stop() override { set_stop(true); }
  void prepare_to_run() override { set_stop(false); }

  void wait_for_run(int number) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return runs_ >= number; });
  }

  std::function<void()> before_sleep;

 private:
  void set_stop(bool stop) {
    const std::lock_guard lock{mutex_};
    stop_ = stop;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stop_ = false;
  int runs_ = 0;
};

TEST(HelperThread, RunsFromItsConstructionToItsDestruction) {
  Sleeper body;
  {
    const HelperThread helper{body};
    body.wait_for_run(1);
    EXPECT_EQ(foreign_threads(), 1U);
  }
  EXPECT_EQ(foreign_threads(), 0U);
}

TEST(HelperThread, IsEndedDuringAForkAndStartedAgain) {
  Sleeper body;
  const HelperThread helper{body};
  body.wait_for_run(1);
  {
    const ForkGuard guard{false, "test"};
    EXPECT_EQ(foreign_threads(), 0U);
  }
  body.wait_for_run(2);
}

TEST(HelperThread, MadeUnderAGuardStartsAfterIt) {
  Sleeper body;
  std::unique_ptr<HelperThread> helper;
  {
    const ForkGuard guard{false, "test"};
    helper = std::make_unique<HelperThread>(body);
    EXPECT_EQ(foreign_threads(), 0U);
  }
  body.wait_for_run(1);
}

TEST(HelperThread, DestroyedUnderAGuardIsNotStartedAgain) {
  Sleeper body;
  auto helper = std::make_unique<HelperThread>(body);
  {
    const ForkGuard guard{false, "test"};
    helper.reset();
  }
  EXPECT_EQ(foreign_threads(), 0U);
}

TEST(HelperThread, MayTakeTheGuardItself) {
  Sleeper other;
  const HelperThread other_helper{other};
  Sleeper body;
  std::atomic<bool> ended_the_other{false};
  body.before_sleep = [&] {
    const HelperThread::UserCode scope;
    const ForkGuard guard{true, "test"};
    ended_the_other = foreign_threads() == 1;  // besides it there is the main thread only
  };
  {
    const HelperThread helper{body};
    other.wait_for_run(2);
  }
  EXPECT_TRUE(ended_the_other);
}

TEST(HelperThread, InUserCodeThatTakesTurnsWithTheGuardNobodyWaitsForEver) {
  const auto take_the_guard = [] {
    const HelperThread::UserCode scope;
    if (!scope.entered()) return;
    const ForkGuard guard{true, "test"};
  };
  Sleeper first, second;
  first.before_sleep = second.before_sleep = take_the_guard;
  const HelperThread helper{first};
  const HelperThread second_helper{second};
  for (int i = 0; i < 50; ++i) {
    const ForkGuard guard{true, "test"};
  }
}

TEST(HelperThread, InUserCodeIsOneOfTheProgramsOwn) {
  std::promise<void> entered, gate;
  std::atomic<bool> first_run{true};
  Sleeper body;
  body.before_sleep = [&] {
    const HelperThread::UserCode scope;
    if (!scope.entered() || !first_run.exchange(false)) return;
    entered.set_value();
    gate.get_future().wait();
  };
  const HelperThread helper{body};
  entered.get_future().wait();
  // A wrong program waits here for code that waits for it.
  EXPECT_THROW((ForkGuard{false, "test"}), std::logic_error);
  { const ForkGuard insists{true, "test"}; }
  gate.set_value();
  body.wait_for_run(1);
  { const ForkGuard now_it_may{false, "test"}; }
}

TEST(HelperThread, MayBeDestroyedByTheUserCodeThatItRuns) {
  // Static, since the thread is let go and nobody can wait for its end.
  static Sleeper body;
  static std::optional<HelperThread> helper;
  static std::promise<void> made, gone;
  body.before_sleep = [] {
    made.get_future().wait();
    {
      const HelperThread::UserCode scope;
      helper.reset();
    }
    body.request_stop();
    gone.set_value();
  };
  helper.emplace(body);
  made.set_value();
  gone.get_future().wait();
  EXPECT_TRUE(children::eventually([] { return foreign_threads() == 0; }));
}

TEST(HelperThread, InAForkedChildIsInertAndForgotten) {
  Sleeper body;
  auto helper = std::make_unique<HelperThread>(body);
  body.wait_for_run(1);
  pid_t child = 0;
  {
    const ForkGuard guard{false, "test"};
    child = children::fork_child([&] {
      ForkGuard::in_child();
      helper.reset();
      Sleeper own;
      const HelperThread own_helper{own};  // a child may have helpers of its own
      own.wait_for_run(1);
      { const ForkGuard again{false, "test"}; }
      own.wait_for_run(2);
      return foreign_threads() == 1;
    });
  }
  EXPECT_EQ(children::wait_for(child), 0);
  body.wait_for_run(2);
}

TEST(HelperThread, IsInertInAChildThatWasForkedPastTheGuard) {
  if (children::kUnderTsan) GTEST_SKIP() << "it would say so itself";
  Sleeper body;
  auto helper = std::make_unique<HelperThread>(body);
  body.wait_for_run(1);
  EXPECT_EQ(children::in_child([&] {
              { const ForkGuard guard{false, "test"}; }
              helper.reset();
              return true;
            }),
            0);
}

TEST(ForkGuard, RefusesForeignThreadsAndStartsTheHelpersAgain) {
  Sleeper body;
  const HelperThread helper{body};
  std::atomic<bool> stop{false};
  std::thread foreign{[&] {
    while (!stop) std::this_thread::sleep_for(1ms);
  }};
  EXPECT_THROW((ForkGuard{false, "test"}), std::logic_error);
  body.wait_for_run(2);
  { const ForkGuard insists{true, "test"}; }
  stop = true;
  foreign.join();
  { const ForkGuard now_it_may{false, "test"}; }
}

TEST(ForkGuard, IsHeldByOneThreadAtATime) {
  std::atomic<int> inside{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 100; ++n) {
        const ForkGuard guard{true, "test"};
        EXPECT_EQ(++inside, 1);
        --inside;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace polyproc::internal::process
