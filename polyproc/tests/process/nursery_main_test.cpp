#include "process/nursery_main.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <optional>

#include "children/in_child.hpp"
#include "children/processes.hpp"
#include "children/sanitizers.hpp"
#include "process/nursery_scene.hpp"

namespace polyproc::internal::process {
namespace {

using namespace std::chrono_literals;

[[noreturn]] void sleep_for_ever() {
  for (;;) ::pause();
}

void say(const children::LifeLine& to) { (void)!::write(to.writing_end(), "x", 1); }

// A process that is nobody's child and in nobody's group or session.
void start_daemon(const children::LifeLine& line) {
  const pid_t middle = ::fork();
  if (middle != 0) {
    ::waitpid(middle, nullptr, 0);
    return;
  }
  ::setsid();
  if (::fork() != 0) ::_exit(0);
  ::setsid();
  say(line);
  sleep_for_ever();
}

TEST(NurseryMain, KillsTheProcessGroupOfAWorkerThatHasDied) {
  children::LifeLine line;
  Nursery nursery{[&](WorkerId, channel::Channel::Parts) {
    if (::fork() == 0) {
      say(line);
      sleep_for_ever();
    }
    if (line.read_byte()) ::_exit(4);
  }};
  ASSERT_TRUE(start(nursery, 0));
  ASSERT_TRUE(wait_for<WorkerStarted>(nursery));
  EXPECT_EQ(wait_for<WorkerEnded>(nursery)->end.exitcode, 4);
  EXPECT_TRUE(children::eventually([&] { return children::children_of(nursery.pid()).empty(); }));
  ::kill(nursery.pid(), SIGSTOP);  // from here on nobody else kills
  EXPECT_TRUE(children::children_of(nursery.pid()).empty());
  ::kill(nursery.pid(), SIGCONT);
}

TEST(NurseryMain, KillsWhatADeadWorkerHasDaemonised) {
  children::LifeLine line;
  Nursery nursery{[&](WorkerId, channel::Channel::Parts) {
    for (int i = 0; i < 3; ++i) start_daemon(line);
    for (int i = 0; i < 3; ++i) (void)line.read_byte();
    ::raise(SIGKILL);
  }};
  ASSERT_TRUE(start(nursery, 0));
  ASSERT_TRUE(wait_for<WorkerStarted>(nursery));
  EXPECT_EQ(wait_for<WorkerEnded>(nursery)->end.exitcode, -SIGKILL);
  // The nursery itself has the pipe, too; so it is asked for its children.
  EXPECT_TRUE(children::eventually([&] { return children::children_of(nursery.pid()).empty(); }));
}

TEST(NurseryMain, ADeathHarmsNoOtherWorker) {
  Nursery nursery{[&](WorkerId id, channel::Channel::Parts) {
    if (id.place == 1) ::_exit(1);
    sleep_for_ever();
  }};
  ASSERT_TRUE(start(nursery, 0));
  const auto first = wait_for<WorkerStarted>(nursery);
  ASSERT_TRUE(first);
  for (std::uint32_t i = 0; i < 5; ++i) {
    ASSERT_TRUE(start(nursery, 1, i));
    ASSERT_TRUE(wait_for<WorkerStarted>(nursery));
    ASSERT_TRUE(wait_for<WorkerEnded>(nursery));
  }
  EXPECT_FALSE(first->process.wait(50ms));
}

TEST(NurseryMain, ADeathHarmsNoHelperThatAnotherTaskHasDetached) {
  children::LifeLine line;
  Nursery nursery{[&](WorkerId id, channel::Channel::Parts) {
    if (id.place == 1) ::_exit(1);
    const pid_t middle = ::fork();
    if (middle == 0) {
      if (::fork() == 0) sleep_for_ever();
      ::_exit(0);
    }
    ::waitpid(middle, nullptr, 0);
    say(line);
    sleep_for_ever();
  }};
  ASSERT_TRUE(start(nursery, 0));
  const auto first = wait_for<WorkerStarted>(nursery);
  ASSERT_TRUE(first && line.read_byte());
  ASSERT_EQ(children::children_of(nursery.pid()).size(), 2U) << "the worker, and the helper that it has detached";
  for (std::uint32_t i = 0; i < 5; ++i) {
    ASSERT_TRUE(start(nursery, 1, i));
    ASSERT_TRUE(wait_for<WorkerStarted>(nursery));
    ASSERT_TRUE(wait_for<WorkerEnded>(nursery));
    ::usleep(10'000);  // the nursery looks for orphans
  }
  EXPECT_EQ(children::children_of(nursery.pid()).size(), 2U);
  first->process.send_signal(SIGKILL);
  EXPECT_TRUE(children::eventually([&] { return children::children_of(nursery.pid()).empty(); }));
}

// Everything that is below a program which makes a nursery, workers and daemons, and then does `how`.
template <class How>
void expect_all_gone_after(How how) {
  children::LifeLine line;
  const pid_t program = children::fork_child([&] {
    Nursery nursery{[&](WorkerId, channel::Channel::Parts) {
      start_daemon(line);
      if (::fork() == 0) {
        say(line);
        sleep_for_ever();
      }
      say(line);
      sleep_for_ever();
    }};
    for (std::uint32_t i = 0; i < 2; ++i) start(nursery, i);
    say(line);
    how(nursery);
    sleep_for_ever();
    return 0;
  });
  for (int i = 0; i < 7; ++i) ASSERT_TRUE(line.read_byte());
  ::kill(program, SIGKILL);
  EXPECT_EQ(children::wait_for(program), -SIGKILL);
  EXPECT_TRUE(line.all_gone());
}

TEST(NurseryMain, EndsWithEverythingBelowItWhenItsMakerIsKilled) {
  expect_all_gone_after([](Nursery&) {});
}

TEST(NurseryMain, EndsWhenItsMakerIsKilledAlsoIfASecondProcessHasACopyOfTheSocket) {
  expect_all_gone_after([](Nursery&) {
    // Not the library's fork: this child keeps every descriptor. It goes when its parent's end kills it.
    const pid_t parent = ::getpid();
    if (::fork() == 0) {
      while (::getppid() == parent) ::usleep(10'000);
      ::_exit(0);
    }
  });
}

TEST(NurseryMain, StandsAWorkerThatForksAllTheTime) {
  Nursery nursery{[&](WorkerId, channel::Channel::Parts) {
    for (int i = 0; i < 30; ++i) {
      if (::fork() == 0) {
        ::setsid();
        ::_exit(0);
      }
    }
    ::_exit(6);
  }};
  for (std::uint32_t i = 0; i < 5; ++i) {
    ASSERT_TRUE(start(nursery, 0, i));
    ASSERT_TRUE(wait_for<WorkerStarted>(nursery));
    const auto ended = wait_for<WorkerEnded>(nursery);
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->end.exitcode, 6);
  }
  EXPECT_TRUE(children::eventually([&] { return children::children_of(nursery.pid()).empty(); }));
}

TEST(NurseryMain, WorkersHaveTheirOwnGroupAndDefaultSignals) {
  ::signal(SIGUSR1, [](int) {});
  sigset_t usr2;
  sigemptyset(&usr2);
  sigaddset(&usr2, SIGUSR2);
  ::sigprocmask(SIG_BLOCK, &usr2, nullptr);
  Nursery nursery{[](WorkerId, channel::Channel::Parts) {
    if (::getpgrp() != ::getpid()) ::_exit(1);
    struct sigaction action {};
    ::sigaction(SIGUSR1, nullptr, &action);
    if (action.sa_handler != SIG_DFL) ::_exit(2);
    sigset_t blocked;
    ::sigprocmask(SIG_BLOCK, nullptr, &blocked);
    for (int signal = 1; signal < 32; ++signal) {
      if (sigismember(&blocked, signal) == 1) ::_exit(3);
    }
    char byte = 0;
    if (::read(STDIN_FILENO, &byte, 1) != 0) ::_exit(4);
    rlimit core{};
    ::getrlimit(RLIMIT_CORE, &core);
    ::_exit(core.rlim_cur == 0 ? 0 : 5);
  }};
  ASSERT_TRUE(start(nursery, 0));
  ASSERT_TRUE(wait_for<WorkerStarted>(nursery));
  EXPECT_EQ(wait_for<WorkerEnded>(nursery)->end.exitcode, 0);
  EXPECT_EQ(::getpgid(nursery.pid()), nursery.pid());
  ::sigprocmask(SIG_UNBLOCK, &usr2, nullptr);
  ::signal(SIGUSR1, SIG_DFL);
}

TEST(NurseryMain, NoWorkerHasDescriptorsOfAnother) {
  Nursery nursery{[](WorkerId id, channel::Channel::Parts) {
    if (id.place < 20) sleep_for_ever();
    ::_exit(static_cast<int>(children::open_descriptors()));
  }};
  const auto count = [&](std::uint32_t generation) {
    start(nursery, 20, generation);
    EXPECT_TRUE(wait_for<WorkerStarted>(nursery));
    return wait_for<WorkerEnded>(nursery)->end.exitcode;
  };
  const int alone = count(1);
  for (std::uint32_t i = 0; i < 10; ++i) {
    ASSERT_TRUE(start(nursery, i));
    ASSERT_TRUE(wait_for<WorkerStarted>(nursery));
  }
  EXPECT_EQ(count(2), alone);
}

TEST(NurseryMain, OneThatCannotBeginIsGoneAndRunsNothingOfTheProgram) {
  if constexpr (children::kUnderAsan)
    GTEST_SKIP() << "UndefinedBehaviorSanitizer needs a descriptor to look at an object";
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  for (int room = 0; room < 12; ++room) {
    // Numbers below the limit are what counts: the lowest free one, and some more.
    const int lowest = ::dup(STDERR_FILENO);
    ::close(lowest);
    const pid_t here = ::getpid();
    const rlimit few{.rlim_cur = static_cast<rlim_t>(lowest + room), .rlim_max = before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
    try {
      Nursery nursery{[](WorkerId, channel::Channel::Parts) { ::_exit(0); }};
      ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
      (void)start(nursery, 0);
      EXPECT_TRUE(wait_for_report(nursery)) << "it lives, or is gone";
    } catch (const SystemError&) {
      // The program itself has none.
    }
    if (::getpid() != here) {  // the nursery has come here
      ::kill(here, SIGKILL);
      ::_exit(1);
    }
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  }
  EXPECT_TRUE(children::children_of(::getpid()).empty());
}

TEST(NurseryMain, KillsAWorkerThatThePoolNamesAndNoOther) {
  Nursery nursery{[](WorkerId, channel::Channel::Parts) { sleep_for_ever(); }};
  for (std::uint32_t place = 0; place < 2; ++place) {
    ASSERT_TRUE(start(nursery, place));
    ASSERT_TRUE(wait_for<WorkerStarted>(nursery));
  }
  nursery.kill_worker({1, 7});  // never made
  nursery.kill_worker({1, 1});
  const auto ended = wait_for<WorkerEnded>(nursery);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->id, (WorkerId{1, 1}));
  EXPECT_EQ(ended->end.exitcode, -SIGKILL);
  EXPECT_EQ(children::children_of(nursery.pid()).size(), 1U);
}

TEST(NurseryMain, TellsWhenItHasNoDescriptorForAWorkerAndGoesOn) {
  if constexpr (children::kSanitized) GTEST_SKIP() << "sanitizers end a process in which they get no descriptor";
  Nursery nursery{[](WorkerId, channel::Channel::Parts) { sleep_for_ever(); }};
  // It has set itself up when the first worker lives.
  ASSERT_TRUE(start(nursery, 1));
  ASSERT_TRUE(wait_for<WorkerStarted>(nursery));
  rlimit before{};
  ASSERT_EQ(::prlimit(nursery.pid(), RLIMIT_NOFILE, nullptr, &before), 0);
  std::size_t not_started = 0;
  const std::size_t own = children::open_descriptors(nursery.pid());
  for (rlim_t limit = 3; limit < own + 12; ++limit) {
    const rlimit few{.rlim_cur = limit, .rlim_max = before.rlim_max};
    ASSERT_EQ(::prlimit(nursery.pid(), RLIMIT_NOFILE, &few, nullptr), 0);
    ASSERT_TRUE(start(nursery, 0, static_cast<std::uint32_t>(limit)));
    auto report = wait_for_report(nursery);
    ASSERT_TRUE(report) << limit;
    ASSERT_FALSE(std::holds_alternative<NurseryGone>(*report)) << limit;
    if (const auto* const failed = std::get_if<WorkerNotStarted>(&*report)) {
      ++not_started;
      EXPECT_EQ(failed->errnum, EMFILE);
      EXPECT_EQ(failed->id.generation, limit);
      EXPECT_TRUE(children::eventually([&] { return children::children_of(nursery.pid()).size() == 1; }, 5s))
          << "a worker that the pool does not know of lives, at a limit of " << limit;
      if (HasFailure()) return;
      continue;
    }
    ASSERT_TRUE(std::holds_alternative<WorkerStarted>(*report));
    ::kill(std::get<WorkerStarted>(*report).pid, SIGKILL);
    ASSERT_TRUE(wait_for<WorkerEnded>(nursery));
  }
  EXPECT_GT(not_started, 0U);
  ASSERT_EQ(::prlimit(nursery.pid(), RLIMIT_NOFILE, &before, nullptr), 0);
  ASSERT_TRUE(start(nursery, 0, 99));
  EXPECT_TRUE(wait_for<WorkerStarted>(nursery));
}

}  // namespace
}  // namespace polyproc::internal::process
