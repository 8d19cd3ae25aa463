#include "process/child.hpp"

#include <gtest/gtest.h>

#include "children/in_child.hpp"

namespace polyproc::internal::process {
namespace {

using namespace std::chrono_literals;

pid_t fork_sleeper() {
  return children::fork_child([]() -> int {
    for (;;) ::pause();
  });
}

TEST(Child, TellsHowItEnded) {
  Child child{"Ada", false};
  child.started(children::fork_child([] { return 6; }));
  EXPECT_TRUE(child.wait());
  EXPECT_TRUE(child.has_ended());
  EXPECT_EQ(child.exitcode(), 6);
}

TEST(Child, HasNotEndedWhileItRuns) {
  Child child{"Ada", false};
  child.started(fork_sleeper());
  EXPECT_FALSE(child.has_ended());
  EXPECT_FALSE(child.wait(std::chrono::steady_clock::now() + 10ms));
  EXPECT_EQ(child.exitcode(), std::nullopt);
  child.send_signal(SIGKILL);
  EXPECT_TRUE(child.wait());
  EXPECT_EQ(child.exitcode(), -SIGKILL);
}

TEST(Child, HasEndedWithoutACodeIfSomebodyElseReapedIt) {
  Child child{"Ada", false};
  const pid_t pid = fork_sleeper();
  child.started(pid);
  child.send_signal(SIGKILL);
  children::wait_for(pid);
  EXPECT_TRUE(child.wait());
  EXPECT_EQ(child.exitcode(), std::nullopt);
}

TEST(Child, ThatWasGoneBeforeItCouldBeWatchedHasEnded) {
  const pid_t pid = children::fork_child([] { return 0; });
  children::wait_for(pid);
  Child child{"Ada", false};
  child.started(pid);
  EXPECT_TRUE(child.has_ended());
  EXPECT_EQ(child.exitcode(), std::nullopt);
  child.send_signal(SIGKILL);
}

}  // namespace
}  // namespace polyproc::internal::process
