#include "os/process.hpp"

#include <gtest/gtest.h>
#include <sys/prctl.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "children/in_child.hpp"
#include "children/processes.hpp"

namespace polyproc::internal::os {
namespace {

TEST(Reap, TellsExitCodesAndSignals) {
  EXPECT_EQ(reap(children::fork_child([] { return 3; }))->exitcode, 3);
  EXPECT_EQ(reap(children::fork_child([] { return ::raise(SIGTERM); }))->exitcode, -SIGTERM);
}

TEST(Reap, IsEmptyForWhatIsNoChild) {
  EXPECT_FALSE(reap(1));
  EXPECT_FALSE(try_reap(1));
}

TEST(Reap, TellsThePeakOfMemory) {
  const auto end = reap(children::fork_child([] {
    const std::size_t bytes = std::size_t{64} << 20U;
    auto* const memory = static_cast<volatile char*>(std::malloc(bytes));
    for (std::size_t i = 0; i < bytes; i += 4096) memory[i] = 1;
    return 0;
  }));
  EXPECT_GE(end->peak_memory_bytes, std::size_t{64} << 20U);
}

TEST(TryReap, DoesNotWait) {
  const pid_t pid = children::fork_child([]() -> int {
    for (;;) ::pause();
  });
  EXPECT_FALSE(try_reap(pid));
  send_signal(pid, SIGKILL);
  EXPECT_EQ(reap(pid)->exitcode, -SIGKILL);
}

TEST(FindEndedChild, LeavesItUnreaped) {
  EXPECT_FALSE(find_ended_child());
  const pid_t pid = children::fork_child([] { return 5; });
  siginfo_t info{};
  ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT), 0);
  EXPECT_EQ(find_ended_child(), pid);
  EXPECT_EQ(find_ended_child(), pid);
  EXPECT_EQ(reap(pid)->exitcode, 5);
  EXPECT_FALSE(find_ended_child());
}

TEST(Children, AreListedAlsoWhenTheyHaveEnded) {
  EXPECT_TRUE(children().empty());
  const pid_t ended = children::fork_child([] { return 0; });
  const pid_t running = children::fork_child([]() -> int {
    for (;;) ::pause();
  });
  auto found = children();
  std::ranges::sort(found);
  EXPECT_EQ(found, (std::vector<Pid>{ended, running}));
  send_signal(running, SIGKILL);
  reap(ended);
  reap(running);
  EXPECT_TRUE(children().empty());
}

TEST(ForkProcess, WritesNothingBufferedTwice) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  EXPECT_EQ(children::in_child([&] {
              ::dup2(ends[1], STDOUT_FILENO);
              std::printf("once");  // a pipe is fully buffered, so this is not written yet
              const Pid pid = fork_process();
              std::fflush(stdout);
              if (pid == 0) exit_now(0);
              return reap(pid)->exitcode;
            }),
            0);
  ::close(ends[1]);
  std::array<char, 64> text{};
  std::size_t bytes = 0;
  while (const auto more = ::read(ends[0], text.data() + bytes, text.size() - bytes))
    bytes += static_cast<std::size_t>(more);
  EXPECT_EQ(std::string(text.data(), bytes), "once");
  ::close(ends[0]);
}

TEST(ForkGeneration, CountsTheForksOnTheWayHere) {
  const unsigned here = fork_generation();
  EXPECT_EQ(children::in_child([&] {
              return fork_generation() == here + 1 &&
                     children::in_child([&] { return fork_generation() == here + 2; }) == 0;
            }),
            0);
  EXPECT_EQ(fork_generation(), here);
}

TEST(DieWithParent, KillsAChildWhoseParentEnds) {
  ASSERT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), 0);
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  children::in_child([&] {
    const Pid middle = own_pid();
    const pid_t grandchild = children::fork_child([&]() -> int {
      die_with_parent();
      if (parent_pid() != middle) return 1;
      ::write(ends[1], "x", 1);
      for (;;) ::pause();
    });
    char byte = 0;
    (void)!::read(ends[0], &byte, 1);  // it has asked by now
    return grandchild > 0;
  });
  // The grandchild is ours now (subreaper), and killed. A wrong one is ended by its alarm.
  int status = 0;
  ASSERT_GT(::wait(&status), 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGKILL);
  ::prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0);
  for (const int fd : ends) ::close(fd);
}

TEST(LeadOwnGroup, LetsTheWholeGroupBeSignalled) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const pid_t leader = children::fork_child([&]() -> int {
    lead_own_group();
    (void)!::write(ends[1], "x", 1);
    for (;;) ::pause();
  });
  char byte = 0;
  ASSERT_EQ(::read(ends[0], &byte, 1), 1);
  send_signal_to_group(leader, SIGKILL);
  EXPECT_EQ(children::wait_for(leader), -SIGKILL);
  for (const int fd : ends) ::close(fd);
}

TEST(GroupOf, TellsTheLeader) {
  const pid_t pid = children::fork_child([]() -> int {
    lead_own_group();
    for (;;) ::pause();
  });
  EXPECT_EQ(group_of(::getpid()), ::getpgrp());
  EXPECT_TRUE(children::eventually([&] { return group_of(pid) == pid; }));
  send_signal_to_group(pid, SIGKILL);
  children::wait_for(pid);
  EXPECT_EQ(group_of(pid), -1);
}

TEST(CloseStandardInput, LeavesAnEmptyOne) {
  EXPECT_EQ(children::in_child([] {
              close_standard_input();
              char byte = 0;
              return ::read(STDIN_FILENO, &byte, 1) == 0;
            }),
            0);
}

}  // namespace
}  // namespace polyproc::internal::os
