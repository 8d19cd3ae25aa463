#include "process/nursery.hpp"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "children/in_child.hpp"
#include "children/processes.hpp"
#include "process/nursery_scene.hpp"

namespace polyproc::internal::process {
namespace {

using namespace std::chrono_literals;

[[noreturn]] void sleep_for_ever() {
  for (;;) ::pause();
}

TEST(Nursery, TellsOfAWorkerThatLives) {
  Nursery nursery{[](WorkerId, channel::Channel::Parts) { sleep_for_ever(); }};
  ASSERT_TRUE(start(nursery, 3, 8));
  const auto started = wait_for<WorkerStarted>(nursery);
  ASSERT_TRUE(started);
  EXPECT_EQ(started->id, (WorkerId{3, 8}));
  EXPECT_EQ(::kill(started->pid, 0), 0);
  EXPECT_NE(started->pid, ::getpid());
  EXPECT_FALSE(started->process.wait(0ms));
  EXPECT_FALSE(nursery.next_report());
}

TEST(Nursery, TellsHowWorkersEnd) {
  Nursery nursery{[](WorkerId id, channel::Channel::Parts) {
    if (id.place < 100) ::_exit(static_cast<int>(id.place));
    ::signal(static_cast<int>(id.place) - 100, SIG_DFL);
    ::raise(static_cast<int>(id.place) - 100);
  }};
  for (const int code : {0, 3, 99, -SIGKILL, -SIGTERM, -SIGABRT, -SIGSEGV, -SIGUSR1}) {
    const auto place = static_cast<std::uint32_t>(code >= 0 ? code : 100 - code);
    ASSERT_TRUE(start(nursery, place));
    const auto started = wait_for<WorkerStarted>(nursery);
    ASSERT_TRUE(started);
    const auto ended = wait_for<WorkerEnded>(nursery);
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->id, (WorkerId{place, 1}));
    EXPECT_EQ(ended->end.pid, started->pid);
    EXPECT_EQ(ended->end.exitcode, code);
    EXPECT_GT(ended->end.peak_memory_bytes, 0U);
    EXPECT_TRUE(started->process.wait(10s));
  }
}

TEST(Nursery, AWorkerWhoseFunctionReturnsHasEndedWithZero) {
  Nursery nursery{[](WorkerId, channel::Channel::Parts) {}};
  ASSERT_TRUE(start(nursery, 0));
  ASSERT_TRUE(wait_for<WorkerStarted>(nursery));
  const auto ended = wait_for<WorkerEnded>(nursery);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->end.exitcode, 0);
}

TEST(Nursery, HandsTheChannelToTheWorker) {
  Nursery nursery{[](WorkerId, channel::Channel::Parts parts) {
    channel::Channel worker{channel::Channel::Side::worker, std::move(parts)};
    while (!worker.front()) worker.wait();
    worker.send({.kind = worker.front()->kind + 1, .bytes = worker.front()->bytes, .objects = {}});
    worker.publish_and_wake();
    ::_exit(0);
  }};
  auto [caller, parts] = channel::Channel::make();
  ASSERT_TRUE(nursery.start_worker({0, 1}, parts));
  caller->send({.kind = 5, .bytes = std::as_bytes(std::span{"hello", 5}), .objects = {}});
  caller->publish_and_wake();
  while (!caller->front()) caller->wait();
  EXPECT_EQ(caller->front()->kind, 6U);
  EXPECT_EQ(std::memcmp(caller->front()->bytes.data(), "hello", 5), 0);
}

int seen_by_workers = 1;

TEST(Nursery, WorkersSeeTheProgramAsItWasWhenTheNurseryWasMade) {
  seen_by_workers = 17;
  Nursery nursery{[](WorkerId, channel::Channel::Parts) { ::_exit(seen_by_workers); }};
  seen_by_workers = 18;
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(start(nursery, 0));
    ASSERT_TRUE(wait_for<WorkerStarted>(nursery));
    EXPECT_EQ(wait_for<WorkerEnded>(nursery)->end.exitcode, 17);
  }
}

TEST(Nursery, ItsDestructionEndsEveryWorkerAndIsWaitedFor) {
  const children::LifeLine everybody;
  const std::size_t descriptors = children::open_descriptors();
  {
    Nursery nursery{[](WorkerId, channel::Channel::Parts) { sleep_for_ever(); }};
    for (std::uint32_t i = 0; i < 5; ++i) ASSERT_TRUE(start(nursery, i));
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(wait_for<WorkerStarted>(nursery));
  }
  EXPECT_TRUE(children::children_of(::getpid()).empty());
  EXPECT_EQ(children::open_descriptors(), descriptors);
}

TEST(Nursery, ItsDestructionEndsWorkersThatAreBeingMade) {
  for (int round = 0; round < 20; ++round) {
    children::LifeLine everybody;
    {
      Nursery nursery{[](WorkerId, channel::Channel::Parts) { sleep_for_ever(); }};
      for (std::uint32_t i = 0; i < 5; ++i) ASSERT_TRUE(start(nursery, i));
    }
    EXPECT_TRUE(children::children_of(::getpid()).empty());
    EXPECT_TRUE(everybody.all_gone());
  }
}

TEST(Nursery, WorkersEndWithANurseryThatIsKilled) {
  children::LifeLine everybody;
  Nursery nursery{[](WorkerId, channel::Channel::Parts) { sleep_for_ever(); }};
  for (std::uint32_t i = 0; i < 3; ++i) ASSERT_TRUE(start(nursery, i));
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(wait_for<WorkerStarted>(nursery));
  ::kill(nursery.pid(), SIGKILL);
  EXPECT_TRUE(everybody.all_gone());
  EXPECT_TRUE(wait_for<NurseryGone>(nursery));
  EXPECT_TRUE(wait_for<NurseryGone>(nursery)) << "again and again";
  EXPECT_FALSE(start(nursery, 9));
}

TEST(Nursery, TellsExitCodesAlsoWhereTheProgramIgnoresTheEndOfItsChildren) {
  ::signal(SIGCHLD, SIG_IGN);
  {
    Nursery nursery{[](WorkerId id, channel::Channel::Parts) { ::_exit(static_cast<int>(id.place)); }};
    ASSERT_TRUE(start(nursery, 7));
    ASSERT_TRUE(wait_for<WorkerStarted>(nursery));
    const auto ended = wait_for<WorkerEnded>(nursery);
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->end.exitcode, 7);
  }
  ::signal(SIGCHLD, SIG_DFL);
}

TEST(Nursery, ItsDestructionEndsEverythingAlsoIfASecondProcessHasACopyOfTheSocket) {
  // A wrong program would kill the nursery after a while, and what tasks have daemonised would live on.
  children::LifeLine everybody;
  std::optional<Nursery> nursery{std::in_place, [&](WorkerId, channel::Channel::Parts) {
                                   if (::fork() == 0) {
                                     ::setsid();
                                     (void)!::write(everybody.writing_end(), "x", 1);
                                   }
                                   sleep_for_ever();
                                 }};
  ASSERT_TRUE(start(*nursery, 0));
  ASSERT_TRUE(wait_for<WorkerStarted>(*nursery));
  ASSERT_TRUE(everybody.read_byte());
  const pid_t holder = children::fork_child([&]() -> int {
    ::close(everybody.writing_end());
    sleep_for_ever();
  });
  nursery.reset();
  EXPECT_TRUE(everybody.all_gone());
  ::kill(holder, SIGKILL);
  children::wait_for(holder);
}

TEST(Nursery, IsNotTouchedByItsCopyInAForkedChild) {
  auto nursery = std::make_unique<Nursery>([](WorkerId, channel::Channel::Parts) { ::_exit(5); });
  EXPECT_EQ(children::in_child([&] {
              nursery.reset();
              return 0;
            }),
            0);
  ASSERT_TRUE(start(*nursery, 0));
  ASSERT_TRUE(wait_for<WorkerStarted>(*nursery));
  EXPECT_EQ(wait_for<WorkerEnded>(*nursery)->end.exitcode, 5);
}

TEST(Nursery, ManyWorkersLiveAndDieWithoutOneBeingLost) {
  Nursery nursery{[](WorkerId id, channel::Channel::Parts) { ::_exit(static_cast<int>(id.place % 50)); }};
  constexpr std::uint32_t kWorkers = 150;
  std::uint32_t started = 0;
  std::uint32_t ended = 0;
  const auto take_one = [&] {
    const auto report = wait_for_report(nursery);
    ASSERT_TRUE(report);
    if (std::holds_alternative<WorkerStarted>(*report)) ++started;
    if (const auto* const end = std::get_if<WorkerEnded>(&*report)) {
      ++ended;
      EXPECT_EQ(end->end.exitcode, static_cast<int>(end->id.place % 50));
    }
  };
  for (std::uint32_t i = 0; i < kWorkers; ++i) {
    ASSERT_TRUE(start(nursery, i));
    if (i % 10 == 9) take_one();
  }
  while (ended < kWorkers && !HasFatalFailure()) take_one();
  EXPECT_EQ(started, kWorkers);
  EXPECT_TRUE(children::children_of(nursery.pid()).empty());
}

}  // namespace
}  // namespace polyproc::internal::process
