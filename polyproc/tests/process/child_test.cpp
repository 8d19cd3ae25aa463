#include "process/child.hpp"

#include <gtest/gtest.h>
#include <linux/sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>

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

// A child with that pid; 0 in it, -1 if the system does not let us choose.
pid_t fork_with_pid(pid_t pid) {
  clone_args arguments{};
  arguments.exit_signal = SIGCHLD;
  arguments.set_tid = reinterpret_cast<std::uintptr_t>(&pid);
  arguments.set_tid_size = 1;
  return static_cast<pid_t>(::syscall(SYS_clone3, &arguments, sizeof arguments));
}

TEST(Child, IsNotTakenForAnotherOneWhoHasItsPid) {
  Child child{"Ada", false};
  const pid_t pid = fork_sleeper();
  child.started(pid);
  child.send_signal(SIGKILL);
  children::wait_for(pid);
  const pid_t other = fork_with_pid(pid);
  if (other == 0) ::_exit(9);
  if (other == -1) GTEST_SKIP() << "only for privileged users";
  EXPECT_EQ(child.exitcode(), std::nullopt);
  EXPECT_EQ(children::wait_for(other), 9);
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
