#include "polyproc/process.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/time.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <map>
#include <memory>
#include <semaphore>
#include <stdexcept>
#include <thread>

#include "children/in_child.hpp"
#include "children/sanitizers.hpp"
#include "polyproc/shared_array.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

void sleep_for_ever() {
  for (;;) ::pause();
}

std::size_t open_descriptors() {
  std::size_t count = 0;
  DIR* const directory = ::opendir("/proc/self/fd");
  while (::readdir(directory) != nullptr) ++count;
  ::closedir(directory);
  return count;
}

/// The exit code of a process that runs `function`.
template <class F>
std::optional<int> exitcode_of(F function) {
  Process process{std::move(function)};
  process.start();
  process.join();
  return process.exitcode();
}

TEST(Process, RunsItsFunctionInAnotherProcess) {
  const SharedArray<int> pids(2);
  Process process{[pids] {
    pids[0] = ::getpid();
    pids[1] = ::getppid();
  }};
  process.start();
  process.join();
  EXPECT_EQ(pids[0], process.pid());
  EXPECT_EQ(pids[1], ::getpid());
}

TEST(Process, IsAliveFromStartUntilItHasEnded) {
  Process process{&sleep_for_ever};
  EXPECT_FALSE(process.is_alive());
  EXPECT_EQ(process.exitcode(), std::nullopt);
  EXPECT_EQ(process.pid(), 0);
  process.start();
  EXPECT_TRUE(process.is_alive());
  EXPECT_EQ(process.exitcode(), std::nullopt);
  process.kill();
  process.join();
  EXPECT_FALSE(process.is_alive());
  EXPECT_EQ(process.exitcode(), -SIGKILL);
}

TEST(Process, SeesTheProgramAsItIsAtStart) {
  int value = 1;
  Process process{[&value] { std::exit(value); }};
  value = 42;
  process.start();
  value = 3;
  process.join();
  EXPECT_EQ(process.exitcode(), 42);
}

TEST(Process, HandsArgumentsOfAnyTypeOver) {
  const SharedArray<int> sum(1);
  Process process{[sum](int number, const std::string& text, std::vector<int> list, std::unique_ptr<int> owned) {
                    sum[0] = number + static_cast<int>(text.size()) + list.at(1) + *owned;
                  },
                  1, "four", std::vector<int>{10, 20}, std::make_unique<int>(100)};
  process.start();
  process.join();
  EXPECT_EQ(sum[0], 125);
}

TEST(Process, TakesOptionsInBraces) {
  Process process{{.name = "Ada", .daemon = true}, &sleep_for_ever};
  EXPECT_EQ(process.name(), "Ada");
  process.start();  // and is killed at the end of this scope
}

TEST(Process, EndsWithTheCodeOfItsExit) {
  EXPECT_EQ(exitcode_of([] {}), 0);
  EXPECT_EQ(exitcode_of([] { return 9; }), 0);
  EXPECT_EQ(exitcode_of([] { std::exit(8); }), 8);
  EXPECT_EQ(exitcode_of([] { ::_exit(7); }), 7);
  EXPECT_EQ(exitcode_of([] { std::abort(); }), -SIGABRT);
  EXPECT_EQ(exitcode_of([] { ::raise(SIGTERM); }), -SIGTERM);
}

TEST(Process, ReportsAnUncaughtExceptionAndEndsWithOne) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  Process process{{.name = "Grace"}, [&] {
                    ::dup2(ends[1], STDERR_FILENO);
                    throw std::range_error{"too far"};
                  }};
  process.start();
  process.join();
  EXPECT_EQ(process.exitcode(), 1);
  std::array<char, 512> text{};
  ASSERT_GT(::read(ends[0], text.data(), text.size() - 1), 0);
  EXPECT_THAT(text.data(), AllOf(HasSubstr("Process Grace (pid " + std::to_string(process.pid())),
                                 HasSubstr("std::range_error: too far\n")));
  for (const int fd : ends) ::close(fd);
}

TEST(Process, EndsWithOneAlsoIfWhatItThrowsIsNoException) {
  EXPECT_EQ(exitcode_of([] {
              ::close(STDERR_FILENO);
              throw 5;
            }),
            1);
}

TEST(Process, RunsWhatItRegisteredForItsExitButNotWhatItsParentDid) {
  // In a child of ours, so that nothing is registered in the test program.
  EXPECT_EQ(children::in_child([] {
              static SharedArray<int> calls(2);
              std::atexit([] { ++calls[0]; });
              exitcode_of([] { std::atexit([] { ++calls[1]; }); });
              exitcode_of([] {
                std::atexit([] { ++calls[1]; });
                std::exit(3);
              });
              return calls[0] == 0 && calls[1] == 2;
            }),
            0);
}

TEST(Process, DestroysWhatItsFunctionCapturedWhenThatReturns) {
  const SharedArray<int> destroyed(1);
  struct Counter {
    SharedArray<int> count;
    pid_t maker = ::getpid();
    ~Counter() {
      if (::getpid() != maker) ++count[0];
    }
  };
  exitcode_of([counter = std::make_shared<Counter>(Counter{destroyed})] {});
  EXPECT_EQ(destroyed[0], 1);
}

TEST(Process, LetsGoOfItsFunctionInTheParentAtStart) {
  const auto captured = std::make_shared<int>(1);
  Process process{[captured] {}};
  EXPECT_EQ(captured.use_count(), 2);
  process.start();
  EXPECT_EQ(captured.use_count(), 1);
}

TEST(Process, CanBeTerminatedKilledAndInterrupted) {
  const std::map<int, void (Process::*)()> ways{
      {SIGTERM, &Process::terminate}, {SIGKILL, &Process::kill}, {SIGINT, &Process::interrupt}};
  for (const auto& [signal, end] : ways) {
    Process process{&sleep_for_ever};
    process.start();
    (process.*end)();
    process.join();
    process.join();  // harmless
    EXPECT_EQ(process.exitcode(), -signal);
    (process.*end)();  // reaches nobody, whoever has that pid now
  }
}

TEST(Process, JoinForGivesUpAfterItsTimeoutAndNotBefore) {
  Process process{&sleep_for_ever};
  process.start();
  const auto before = std::chrono::steady_clock::now();
  EXPECT_FALSE(process.join_for(50ms));
  EXPECT_GE(std::chrono::steady_clock::now() - before, 50ms);
  EXPECT_FALSE(process.join_for(0s));
  EXPECT_FALSE(process.join_for(-1s));
  EXPECT_TRUE(process.is_alive());
  process.kill();
  EXPECT_TRUE(process.join_for(Duration::max()));
  EXPECT_TRUE(process.join_for(0s));
}

TEST(Process, JoinIsNotDisturbedBySignals) {
  static volatile sig_atomic_t arrived = 0;
  struct sigaction act {};
  act.sa_handler = [](int) { arrived = arrived + 1; };  // without SA_RESTART
  struct sigaction before {};
  ::sigaction(SIGALRM, &act, &before);
  const itimerval often{.it_interval = {.tv_sec = 0, .tv_usec = 2000}, .it_value = {.tv_sec = 0, .tv_usec = 2000}};
  ::setitimer(ITIMER_REAL, &often, nullptr);
  EXPECT_EQ(exitcode_of([] { std::this_thread::sleep_for(50ms); }), 0);
  const itimerval never{};
  ::setitimer(ITIMER_REAL, &never, nullptr);
  ::sigaction(SIGALRM, &before, nullptr);
  EXPECT_GT(arrived, 0);
}

TEST(Process, UsedWronglyThrowsALogicError) {
  Process process{[] {}};
  EXPECT_THROW(process.join(), std::logic_error);
  EXPECT_THROW((void)process.join_for(1s), std::logic_error);
  EXPECT_THROW(process.terminate(), std::logic_error);
  EXPECT_THROW(process.kill(), std::logic_error);
  process.start();
  EXPECT_THROW(process.start(), std::logic_error);
  process.join();
  EXPECT_THROW(process.start(), std::logic_error);
  Process moved = std::move(process);
  EXPECT_THROW(process.join(), std::logic_error);  // NOLINT(bugprone-use-after-move): that is the question
  EXPECT_EQ(moved.exitcode(), 0);
}

TEST(Process, IsWaitedForByItsDestructorUnlessADaemon) {
  const SharedArray<int> done(2);
  {
    Process worker{[done] {
      std::this_thread::sleep_for(50ms);
      done[0] = 1;
    }};
    Process daemon{{.daemon = true}, [done] {
                     std::this_thread::sleep_for(30s);
                     done[1] = 1;
                   }};
    worker.start();
    daemon.start();
  }
  EXPECT_EQ(done[0], 1);
  EXPECT_EQ(done[1], 0);
}

TEST(Process, IsWaitedForBeforeAnotherTakesItsPlace) {
  const SharedArray<int> done(1);
  Process process{[done] {
    std::this_thread::sleep_for(20ms);
    done[0] = 1;
  }};
  process.start();
  process = Process{[] {}};
  EXPECT_EQ(done[0], 1);
}

TEST(Process, InheritedByAChildDoesNothingThere) {
  auto sleeper = std::make_unique<Process>(&sleep_for_ever);
  sleeper->start();
  EXPECT_EQ(exitcode_of([&] {
              bool refused = false;
              try {
                sleeper->join();
              } catch (const std::logic_error&) {
                refused = true;
              }
              sleeper.reset();  // a wrong one would wait for ever
              std::exit(refused ? 0 : 1);
            }),
            0);
  EXPECT_TRUE(sleeper->is_alive());
  sleeper->kill();
}

TEST(Process, LeavesNoDescriptorBehind) {
  exitcode_of([] {});
  const std::size_t before = open_descriptors();
  for (int i = 0; i < 50; ++i) exitcode_of([] {});
  EXPECT_EQ(open_descriptors(), before);
}

TEST(Process, SeesTheSameDescriptorsHoweverManySiblingsRun) {
  const SharedArray<std::size_t> counts(4);
  std::vector<Process> siblings;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    siblings.emplace_back(ProcessOptions{.daemon = true}, [counts, i] {
      counts[i] = open_descriptors();
      sleep_for_ever();
    });
    siblings.back().start();
  }
  for (const std::size_t& count : counts) {
    while (*const_cast<const volatile std::size_t*>(&count) == 0) std::this_thread::sleep_for(1ms);
    EXPECT_EQ(count, counts[0]);
  }
}

TEST(Process, WorksWithStandardStreamsClosed) {
  EXPECT_EQ(children::in_child([] {
              for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::close(fd);
              return exitcode_of([] { std::printf("nobody reads this"); }) == 0;
            }),
            0);
}

TEST(Process, WritesOutWhatItHasBufferedWhenItEnds) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  exitcode_of([&] {
    std::FILE* const file = ::fdopen(ends[1], "w");
    std::fputs("buffered", file);
  });
  std::array<char, 16> text{};
  ASSERT_EQ(::read(ends[0], text.data(), text.size()), 8);
  EXPECT_STREQ(text.data(), "buffered");
  for (const int fd : ends) ::close(fd);
}

TEST(Process, EndsWithoutACodeWhereTheProgramIgnoresSigchld) {
  const auto before = ::signal(SIGCHLD, SIG_IGN);
  for (int i = 0; i < 20; ++i) {
    Process process{[] {}};
    process.start();
    process.join();  // a wrong one would hang or fail
    EXPECT_FALSE(process.is_alive());
    EXPECT_EQ(process.exitcode(), std::nullopt);
  }
  ::signal(SIGCHLD, before);
}

TEST(Process, MayBeJoinedByManyThreads) {
  Process process{{.fork_with_threads = true}, [] { std::this_thread::sleep_for(20ms); }};
  process.start();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      process.join();
      EXPECT_EQ(process.exitcode(), 0);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(Process, AHundredShortOnesAllEndWell) {
  std::vector<Process> processes;
  for (int i = 0; i < 100; ++i) processes.emplace_back([] {}).start();
  for (Process& process : processes) process.join();
  for (const Process& process : processes) EXPECT_EQ(process.exitcode(), 0);
}

TEST(Process, AHundredTerminatedRightAfterStartAllEndByTheSignal) {
  std::vector<Process> processes;
  for (int i = 0; i < 100; ++i) processes.emplace_back(&sleep_for_ever).start();
  for (Process& process : processes) process.terminate();
  for (Process& process : processes) process.join();
  for (const Process& process : processes) EXPECT_EQ(process.exitcode(), -SIGTERM);
}

TEST(Process, MayHaveChildrenOfItsOwn) {
  const SharedArray<int> reports(7);
  const SharedArray<std::size_t> count(1);
  const std::function<void(int, int)> tree = [&](int id, int depth) {
    reports[count[0]++] = id;
    for (int i = 0; depth > 0 && i < 2; ++i) exitcode_of([&, i] { tree(id * 10 + i, depth - 1); });
  };
  exitcode_of([&] { tree(1, 2); });
  EXPECT_THAT(reports.span(), testing::ElementsAre(1, 10, 100, 101, 11, 110, 111));
}

TEST(Process, WaitsForItsOwnChildrenWhenItEnds) {
  const SharedArray<int> done(1);
  exitcode_of([done] {
    auto* const forgotten = new Process{[done] {
      std::this_thread::sleep_for(50ms);
      done[0] = 1;
    }};
    forgotten->start();
    std::exit(0);
  });
  EXPECT_EQ(done[0], 1);
}

TEST(Process, IsRefusedWhileOtherThreadsRun) {
  std::binary_semaphore stop{0};
  std::thread other{[&] { stop.acquire(); }};
  Process process{[] {}};
  EXPECT_THAT([&] { process.start(); },
              ThrowsMessage<std::logic_error>(AllOf(HasSubstr("Process::start"), HasSubstr("1 other thread,"),
                                                    HasSubstr("StartMethod::spawn"), HasSubstr("fork_with_threads"))));
  stop.release();
  other.join();
  process.start();  // and now it may
  process.join();
  EXPECT_EQ(process.exitcode(), 0);
}

TEST(Process, IsForkedDespiteOtherThreadsIfOneInsists) {
  std::binary_semaphore stop{0};
  std::thread other{[&] { stop.acquire(); }};
  Process process{{.fork_with_threads = true}, [] { std::exit(5); }};
  process.start();
  process.join();
  EXPECT_EQ(process.exitcode(), 5);
  stop.release();
  other.join();
}

TEST(Process, StartedOnAThreadOutlivesThatThread) {
  if (children::kUnderTsan) GTEST_SKIP() << "a child of a program with threads starts one of its own";
  std::unique_ptr<Process> process;
  std::thread{[&] {
    process = std::make_unique<Process>(ProcessOptions{.fork_with_threads = true}, [] {
      std::this_thread::sleep_for(100ms);
      std::exit(6);
    });
    process->start();
  }}.join();
  process->join();
  EXPECT_EQ(process->exitcode(), 6);
}

TEST(Process, StartedOnAThreadMayHaveChildrenOfItsOwn) {
  if (children::kUnderTsan) GTEST_SKIP() << "a child of a program with threads starts one of its own";
  std::optional<int> code;
  std::thread{[&] {
    Process process{{.fork_with_threads = true}, [] { std::exit(exitcode_of([] { std::exit(4); }).value_or(0) + 1); }};
    process.start();
    process.join();
    code = process.exitcode();
  }}.join();
  EXPECT_EQ(code, 5);
}

TEST(Process, EndsWithItsFunctionWhateverOtherThreadsDo) {
  EXPECT_EQ(exitcode_of([] {
              std::thread{[] {
                for (;;) ::pause();
              }}.detach();
            }),
            0);
}

}  // namespace
}  // namespace polyproc
