// Deaths of workers and of their nursery.
#include <dirent.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <future>
#include <random>
#include <ranges>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "children/descriptor_limit.hpp"
#include "children/in_child.hpp"
#include "children/run_program.hpp"
#include "pool/core.hpp"
#include "pool/deaths.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;

int twice(int x) { return 2 * x; }

// The only child of this process is the nursery.
pid_t nursery() {
  const auto children = children::children_of(::getpid());
  EXPECT_EQ(children.size(), 1U);
  return children.empty() ? 0 : children.front();
}

class EachDeath : public testing::TestWithParam<Death> {};
INSTANTIATE_TEST_SUITE_P(, EachDeath, testing::ValuesIn(kAllDeaths),
                         [](const auto& tested) { return name_of(tested.param); });

TEST_P(EachDeath, FailsItsTaskAndNothingElse) {
  Pool pool{2};
  for (int i = 0; i < 3; ++i) {
    const auto died = thrown_by<WorkerDied>([&] { pool.apply(die, GetParam()); });
    EXPECT_TRUE(fits(GetParam(), died->exitcode())) << died->exitcode();
    EXPECT_EQ(died->task_index(), 0U);
    EXPECT_EQ(died->attempts(), 1);
    EXPECT_GT(died->peak_memory_bytes(), 0U);
    EXPECT_EQ(pool.apply(twice, i), 2 * i);
  }
}

TEST_P(EachDeath, InsideAMapFailsItsItemWhateverTheChunks) {
  SharedArray<std::uint32_t> starts(1'000);
  Pool pool{2};
  for (const std::size_t chunk : kChunkSizes) {
    SCOPED_TRACE("chunks of " + std::to_string(chunk));
    expect_only_the_deadly_to_fail(with_chunks(pool, chunk), starts, {333}, GetParam());
    if (HasFatalFailure()) return;
  }
}

TEST(Death, SeveralInOneMapFailTheirItems) {
  SharedArray<std::uint32_t> starts(1'000);
  Pool pool{3};
  for (const std::size_t chunk : kChunkSizes) {
    SCOPED_TRACE("chunks of " + std::to_string(chunk));
    expect_only_the_deadly_to_fail(with_chunks(pool, chunk), starts, {0, 1, 2, 500, 501, 777, 998, 999},
                                   Death::sigkill);
    if (HasFatalFailure()) return;
  }
}

TEST(Death, OfEveryItemFailsEveryItem) {
  SharedArray<std::uint32_t> starts(40);
  std::vector<std::size_t> all(40);
  std::ranges::copy(std::views::iota(std::size_t{0}, std::size_t{40}), all.begin());
  Pool pool{2};
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, std::size_t{0}}) {
    expect_only_the_deadly_to_fail(with_chunks(pool, chunk), starts, all, Death::exit_now_0);
    if (HasFatalFailure()) return;
  }
}

TEST(Death, OfOneInTenLeavesTheOthersRight) {
  SharedArray<std::uint32_t> starts(300);
  std::vector<std::size_t> deadly;
  for (std::size_t i = 3; i < 300; i += 10) deadly.push_back(i);
  Pool pool{2};
  expect_only_the_deadly_to_fail(pool, starts, deadly, Death::sigkill);
}

TEST(Death, ThrowsOutOfMapAfterEverythingHasRun) {
  const Tally tally;
  int* const ran = tally.get();
  Pool pool{2};
  const auto died = thrown_by<WorkerDied>([&] {
    (void)pool.map(
        [ran](int x) {
          if (x == 10 || x == 20) ::_exit(x);
          return add_to(ran);
        },
        std::views::iota(0, 100));
  });
  EXPECT_EQ(died->task_index(), 10U);
  EXPECT_EQ(died->exitcode(), 10);
  EXPECT_EQ(value_of(ran), 98);
}

TEST(Death, RunsNoDestructorOfTheProgram) {
  const Tally tally;
  struct InTheProgram {
    int* destroyed;
    ~InTheProgram() { add_to(destroyed); }
  };
  {
    const InTheProgram object{tally.get()};
    Pool pool{2};
    for (const Death death : {Death::exit_3, Death::terminate, Death::pthread_exit}) {
      EXPECT_THROW(pool.apply(die, death), WorkerDied);
    }
    EXPECT_EQ(value_of(tally.get()), 0) << "in a worker";
  }
  EXPECT_EQ(value_of(tally.get()), 1);
}

TEST(Death, KillsWhatTheTaskHasStarted) {
  const Tally tally;
  int* const daemon = tally.get();
  Pool pool{1};
  EXPECT_THROW(pool.apply([daemon] {
    if (::fork() == 0) {
      ::setsid();
      if (::fork() != 0) ::_exit(0);
      add_to(daemon, ::getpid());
      for (;;) ::pause();
    }
    (void)reaches(daemon, 1);
    ::_exit(1);
  }),
               WorkerDied);
  EXPECT_TRUE(children::eventually([&] { return ::kill(value_of(daemon), 0) != 0; }));
  EXPECT_EQ(pool.apply(twice, 1), 2);
}

TEST(Death, OfAThreadThatATaskHasLeftBehindIsTheWorkersDeath) {
  Pool pool{1};
  const auto died = thrown_by<WorkerDied>(
      [&] { pool.apply([] { std::thread{[] { throw std::runtime_error{"nobody catches this"}; }}.join(); }); });
  EXPECT_TRUE(children::is_death_by(SIGABRT, died->exitcode())) << died->exitcode();
}

TEST(Death, WhileAHugeResultIsOnItsWay) {
  Pool pool{2};
  for (int i = 0; i < 10; ++i) {
    auto pid = pool.apply_async(::getpid);
    (void)pid.get();
    auto result = pool.apply_async(
        [](int delay) {
          const pid_t self = ::getpid();
          if (::fork() == 0) {
            ::usleep(static_cast<useconds_t>(delay) * 10'000);
            ::kill(self, SIGKILL);
            ::_exit(0);
          }
          return std::string(std::size_t{100} << 20U, 'x');
        },
        i);
    try {
      EXPECT_EQ(result.get().size(), std::size_t{100} << 20U);
    } catch (const WorkerDied& died) {
      EXPECT_EQ(died.exitcode(), -SIGKILL);
    }
  }
  EXPECT_EQ(pool.apply(twice, 1), 2);
}

TEST(Death, WhileHugeArgumentsAreOnTheirWay) {
  Pool pool{1};
  std::vector<AsyncResult<std::size_t>> results;
  const std::string huge(std::size_t{5} << 20U, 'x');
  for (int i = 0; i < 10; ++i) {
    results.push_back(pool.apply_async(
        [](const std::string& text, int n) {
          if (n % 3 == 1) ::_exit(2);
          return text.size();
        },
        huge, i));
  }
  for (std::size_t i = 0; i < 10; ++i) {
    if (i % 3 == 1) {
      EXPECT_THROW((void)results[i].get(), WorkerDied);
    } else {
      EXPECT_EQ(results[i].get(), huge.size());
    }
  }
}

// ---- from outside

TEST(Death, OfAnIdleWorkerBlamesNothingAndIsMadeGood) {
  Pool pool{2};
  std::set<int> seen;
  for (int round = 0; round < 30; ++round) {
    const int pid = pool.apply(::getpid);
    EXPECT_TRUE(seen.insert(pid).second) << "it was killed";
    ::kill(pid, SIGKILL);
    EXPECT_EQ(pool.map(twice, std::views::iota(0, 20)).size(), 20U);
    // Whoever comes next must not be the dead one; a worker that is being killed may still be given a task, and is.
    EXPECT_TRUE(children::eventually([&] { return ::kill(pid, 0) != 0; }));
  }
}

TEST(Death, OfWorkersThatHaveNeverHadATaskDoesNotEndThePool) {
  Pool pool{1};
  int dead = 0;
  EXPECT_TRUE(children::eventually([&] {
    for (const pid_t worker : children::children_of(nursery())) {
      ::kill(worker, SIGKILL);
      ++dead;
    }
    return dead >= 10;
  }));
  EXPECT_EQ(pool.apply(twice, 4), 8);
}

TEST(Death, ByAStrangerAtRandomInstantsIsOneTasksFailureEach) {
  const Tally tally;
  int* const ran = tally.get();
  Pool pool{3};
  const pid_t home = nursery();
  const pid_t stranger = children::fork_child([home]() -> int {
    std::mt19937 random{5};
    for (;;) {
      const auto workers = children::children_of(home);
      if (!workers.empty()) ::kill(workers[random() % workers.size()], SIGKILL);
      ::usleep(static_cast<useconds_t>(random() % 5'000));
    }
  });
  const int rounds = children::scaled(30);
  for (int round = 0; round < rounds; ++round) {
    *ran = 0;
    auto outcomes = pool.try_map(
        [ran](int x) {
          add_to(ran);
          ::usleep(200);
          return 2 * x;
        },
        std::views::iota(0, 100));
    int failed_now = 0;
    for (int i = 0; i < 100; ++i) {
      auto& outcome = outcomes[static_cast<std::size_t>(i)];
      if (outcome.has_value()) {
        EXPECT_EQ(outcome.value(), 2 * i);
        continue;
      }
      ++failed_now;
      const auto died = caught<WorkerDied>(outcome.error());
      ASSERT_TRUE(died);
      EXPECT_EQ(died->exitcode(), -SIGKILL);
      EXPECT_EQ(died->task_index(), static_cast<std::size_t>(i));
    }
    // A task may be killed after it is marked as started and before its first instruction, but never run twice.
    EXPECT_LE(value_of(ran), 100);
    EXPECT_GE(value_of(ran), 100 - failed_now);
  }
  ::kill(stranger, SIGKILL);
  children::wait_for(stranger);
  EXPECT_EQ(pool.apply(twice, 4), 8);
}

TEST(Death, AStoppedWorkerIsWaitedForAndItsQueueGivenToOthers) {
  const Tally ran;
  Pool pool{2};
  const int pid = pool.apply(::getpid);
  ::kill(pid, SIGSTOP);
  const auto count = [tally = ran.get()](int x) {
    add_to(tally);
    return 2 * x;
  };
  auto results = pool.map_async(count, std::views::iota(0, 200));
  // All but the one that the stopped worker may have started.
  EXPECT_TRUE(children::eventually([&] {
    (void)results.ready();
    return value_of(ran.get()) >= 199;
  }));
  ::kill(pid, SIGCONT);
  EXPECT_EQ(results.get()[199], 398);
  EXPECT_EQ(value_of(ran.get()), 200);
}

TEST(Death, WithoutAnybodyWaitingTheQueueOfASlowWorkerIsGivenToOthers) {
  const Tally gate, ran;
  Pool pool{2};
  auto slow = pool.apply_async([open = gate.get()] { return reaches(open, 1); });
  std::vector<AsyncResult<int>> quick;
  for (int i = 0; i < 20; ++i) quick.push_back(pool.apply_async([tally = ran.get()] { return add_to(tally); }));
  (void)pool.apply(twice, 1);  // a leader comes and goes
  EXPECT_TRUE(reaches(ran.get(), 20));
  add_to(gate.get());
  EXPECT_TRUE(slow.get());
}

TEST(Death, ATaskGivenToAStoppedIdleWorkerGoesToAnother) {
  Pool pool{2};
  const auto pids = pool.map(
      [](int) {
        std::this_thread::sleep_for(5ms);
        return ::getpid();
      },
      std::views::iota(0, 20));
  ::kill(pids.front(), SIGSTOP);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(pool.apply_async(twice, i).get_for(30s), 2 * i);
  ::kill(pids.front(), SIGCONT);
}

// ---- processes that somebody has stopped

TEST(Stopped, NurseryIsToldToGoOnWhenAWorkerDies) {
  Pool pool{2};
  EXPECT_EQ(pool.apply(twice, 1), 2);
  ::kill(nursery(), SIGSTOP);
  EXPECT_THROW(pool.apply(die, Death::sigkill), WorkerDied);
  ::kill(nursery(), SIGSTOP);
  EXPECT_THROW(pool.with({.timeout = 50ms}).apply([] { ::pause(); }), TaskTimeout);
  EXPECT_EQ(pool.apply(twice, 2), 4);
}

TEST(Stopped, NurseryDoesNotHoldUpTheEndOfThePool) {
  for (const bool terminated : {false, true}) {
    Pool pool{2};
    EXPECT_EQ(pool.apply(twice, 1), 2);
    ::kill(nursery(), SIGSTOP);
    if (terminated) pool.terminate();
    pool.close();
    pool.join();
    EXPECT_TRUE(children::children_of(::getpid()).empty());
  }
}

TEST(Stopped, IdleWorkerDoesNotHoldUpTheEndOfThePool) {
  Pool pool{1};
  ::kill(pool.apply(::getpid), SIGSTOP);
  pool.close();
  pool.join();
  EXPECT_TRUE(children::children_of(::getpid()).empty());
}

TEST(Stopped, NurseryMakesTheWorkersThatAreWantedAllTheSame) {
  Pool pool{1};
  EXPECT_EQ(pool.apply(twice, 1), 2);
  ::kill(nursery(), SIGSTOP);
  pool.resize(2);
  const auto nap = [](int x) {
    std::this_thread::sleep_for(1ms);
    return x;
  };
  EXPECT_EQ(pool.map(nap, std::views::iota(0, 100)).size(), 100U);
}

// A function object whose decoding ends the process that does it.
struct Poison {
  int how = 0;
  int operator()(int x) const { return x + how; }
  template <class Archive>
  void save(Archive& archive) const {
    archive(how);
  }
  template <class Archive>
  void load(Archive& archive) {
    archive(how);
    if (how == 1) ::_exit(7);
    if (how == 2) throw std::runtime_error{"a bad function"};
  }
};

TEST(Death, WhileDecodingAFunctionIsOneOfTheTaskThatNeedsIt) {
  Pool pool{2};
  for (int i = 0; i < 20; ++i) {
    const auto died = thrown_by<WorkerDied>([&] { pool.apply(Poison{1}, 5); });
    ASSERT_TRUE(died);
    EXPECT_EQ(died->exitcode(), 7);
  }
  auto outcomes = pool.try_map(Poison{1}, std::views::iota(0, 5));
  for (auto& outcome : outcomes) EXPECT_TRUE(caught<WorkerDied>(outcome.error()));
  EXPECT_THROW(pool.apply(Poison{2}, 5), std::runtime_error);
  EXPECT_EQ(pool.apply(Poison{0}, 5), 5);
}

// ---- retries

TEST(Retries, StartATaskAgainAfterTheDeathOfItsWorker) {
  const Tally tally;
  int* const attempts = tally.get();
  Pool pool{2};
  const auto third_time = [attempts](int x) {
    if (add_to(attempts) < 3) ::_exit(1);
    return 2 * x;
  };
  EXPECT_EQ(pool.with({.max_retries = 2}).apply(third_time, 5), 10);
  EXPECT_EQ(value_of(attempts), 3);
  *attempts = 0;
  const auto died = thrown_by<WorkerDied>([&] { (void)pool.with({.max_retries = 1}).apply(third_time, 5); });
  EXPECT_EQ(died->attempts(), 2);
  EXPECT_THAT(died->what(), testing::HasSubstr("attempt 2"));
  EXPECT_EQ(value_of(attempts), 2);
}

TEST(Retries, CountForEachItemByItself) {
  SharedArray<int> starts(50);
  int* const counts = starts.data();
  Pool pool{2};
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, std::size_t{50}}) {
    std::ranges::fill(starts, 0);
    auto outcomes = pool.with({.max_retries = 2, .chunksize = chunk})
                        .try_map(
                            [counts](int i) {
                              const int start = add_to(counts + i);
                              if (i % 10 == 3 && start <= 2) ::_exit(1);
                              if (i % 10 == 7) ::_exit(2);
                              return start;
                            },
                            std::views::iota(0, 50));
    for (std::size_t i = 0; i < 50; ++i) {
      if (i % 10 == 7) {
        EXPECT_EQ(caught<WorkerDied>(outcomes[i].error())->attempts(), 3);
      } else {
        EXPECT_EQ(outcomes[i].value(), i % 10 == 3 ? 3 : 1) << i;
      }
    }
  }
}

TEST(Retries, NeverFollowAnException) {
  const Tally tally;
  int* const attempts = tally.get();
  Pool pool{1};
  EXPECT_THROW(pool.with({.max_retries = 5}).apply([attempts] {
    add_to(attempts);
    throw std::runtime_error{"x"};
  }),
               std::runtime_error);
  EXPECT_EQ(value_of(attempts), 1);
}

TEST(Retries, AnExceptionAfterADeathTellsTheAttempt) {
  const Tally tally;
  int* const attempts = tally.get();
  Pool pool{1};
  try {
    pool.with({.max_retries = 5}).apply([attempts] {
      if (add_to(attempts) == 1) ::_exit(1);
      throw std::runtime_error{"x"};
    });
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_EQ(thrown_by<RemoteException>([&] { std::rethrow_if_nested(error); })->attempts(), 2);
  }
}

// ---- the nursery

TEST(NurseryDeath, FailsWhatHadStartedSaysSoAndKeepsTheRest) {
  const Tally started_tally, gate_tally;
  int* const started = started_tally.get();
  int* const gate = gate_tally.get();
  Pool pool{2};
  std::vector<AsyncResult<int>> results;
  for (int i = 0; i < 10; ++i) {
    results.push_back(pool.apply_async(
        [started, gate](int x) {
          add_to(started);
          (void)reaches(gate, 1);
          return 2 * x;
        },
        i));
  }
  ASSERT_TRUE(reaches(started, 2));
  ::kill(nursery(), SIGKILL);
  // The two that ran are lost; open the gate for the others.
  int lost = 0;
  for (int i = 0; i < 10; ++i) {
    try {
      if (lost == 2) add_to(gate);
      EXPECT_EQ(results[static_cast<std::size_t>(i)].get(), 2 * i);
    } catch (const WorkerDied& died) {
      ++lost;
      EXPECT_EQ(died.exitcode(), -SIGKILL);
      EXPECT_THAT(died.what(), testing::HasSubstr("nursery"));
    }
  }
  EXPECT_EQ(lost, 2);
  EXPECT_EQ(value_of(started), 10);
  EXPECT_EQ(pool.map(twice, std::vector{1, 2}), (std::vector{2, 4}));
}

TEST(NurseryDeath, WhileThePoolIsIdleIsMadeGood) {
  Pool pool{2};
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(pool.apply(twice, i), 2 * i);
    ::kill(nursery(), SIGKILL);
    if (i % 2 == 0) std::this_thread::sleep_for(20ms);
    // A task given before the death is known may be lost with its worker.
    try {
      EXPECT_EQ(pool.apply(twice, i), 2 * i);
    } catch (const WorkerDied&) {
      EXPECT_EQ(pool.apply(twice, i), 2 * i);
    }
  }
}

TEST(NurseryDeath, IsMadeGoodAlsoForWhoOnlyLooks) {
  Pool pool{1};
  const Tally gate;
  auto blocker = pool.apply_async([open = gate.get()] { (void)reaches(open, 1); });
  auto result = pool.apply_async(twice, 4);
  ::kill(nursery(), SIGKILL);
  add_to(gate.get());
  EXPECT_TRUE(children::eventually([&] { return result.ready(); }));
  EXPECT_EQ(result.get(), 8);
}

TEST(NurseryDeath, IsMadeGoodThoughDescriptorsAreShortForAWhileLongAfterIt) {
  if constexpr (children::kUnderAsan)
    GTEST_SKIP() << "UndefinedBehaviorSanitizer needs a descriptor to look at an object";
  Pool pool{1};
  EXPECT_EQ(pool.apply(twice, 1), 2);
  ::kill(nursery(), SIGKILL);
  std::this_thread::sleep_for(1200ms);
  AsyncResult<int> result;
  {
    const children::DescriptorLimit none{3};
    result = pool.apply_async(twice, 4);
  }
  EXPECT_EQ(result.get(), 8);
}

// In a process group of its own, which a signal sent to the wrong place would end.
TEST(NurseryDeath, IsNotHeldAgainstWorkersThatHadNothingToDo) {
  Pool pool{20};
  EXPECT_EQ(pool.apply(twice, 4), 8);
  ::kill(nursery(), SIGKILL);
  for (int i = 0; i < 5; ++i) {
    try {
      EXPECT_EQ(pool.apply(twice, 4), 8);
    } catch (const WorkerDied&) {
      // it had been given to a worker that died with the nursery
    }
  }
}

TEST(NurseryDeath, EndsCallsForWhichOnlyCallbacksWait) {
  std::promise<std::string> why;
  auto future = why.get_future();
  const Tally started;
  Pool pool{1};
  auto blocker = pool.apply_async([tally = started.get()] {
    add_to(tally);
    ::pause();
  });
  ASSERT_TRUE(reaches(started.get(), 1));
  pool.apply_async(twice, 4).then([](int) {},
                                  [&](const std::exception_ptr& error) {
                                    try {
                                      std::rethrow_exception(error);
                                    } catch (const std::exception& closed) {
                                      why.set_value(closed.what());
                                    }
                                  });
  ::kill(nursery(), SIGKILL);
  ASSERT_EQ(future.wait_for(30s), std::future_status::ready);
  EXPECT_THAT(future.get(), testing::HasSubstr("nursery"));
}

TEST(NurseryDeath, WhileWorkersAreBeingMadeDoesNotHurtTheProgram) {
  if constexpr (children::kUnderTsan)
    GTEST_SKIP() << "a forked child has more threads of ThreadSanitizer's own than can be told from the program's";
  for (int round = 0; round < children::scaled(40); ++round) {
    const pid_t program = children::fork_child([round] {
      ::setpgid(0, 0);
      Pool pool{16};
      const pid_t home = nursery();
      ::usleep(static_cast<useconds_t>(round) * 50);
      ::kill(home, SIGKILL);
      for (int i = 0; i < 3; ++i) {
        try {
          if (pool.apply(twice, 4) == 8) return 0;
        } catch (const WorkerDied&) {
          // it had been given to a worker that died with the nursery
        }
      }
      return 1;
    });
    ASSERT_EQ(children::wait_for(program), 0) << "round " << round;
  }
}

TEST(NurseryDeath, WithOtherThreadsRunningClosesThePoolAndSaysWhy) {
  Pool pool{1};
  EXPECT_EQ(pool.apply(twice, 1), 2);
  std::atomic<bool> stop = false;
  std::thread other{[&] {
    while (!stop) std::this_thread::sleep_for(1ms);
  }};
  ::kill(nursery(), SIGKILL);
  std::string reason;
  for (const auto end = std::chrono::steady_clock::now() + 30s;
       reason.empty() && std::chrono::steady_clock::now() < end;) {
    try {
      (void)pool.apply(twice, 1);
    } catch (const PoolClosed& closed) {
      reason = closed.what();
    } catch (const WorkerDied&) {
      // the task was on its way
    }
  }
  EXPECT_THAT(reason, testing::AllOf(testing::HasSubstr("nursery"), testing::HasSubstr("thread")));
  EXPECT_THROW((void)pool.apply(twice, 1), PoolClosed);
  stop = true;
  other.join();
}

// ---- death of the program

// Tasks that start processes in every way there is; then `end` ends the program.
template <class End>
void expect_nothing_left_after(End end) {
  children::LifeLine line;
  const pid_t program = children::fork_child([&] {
    Pool pool{2};
    std::vector<AsyncResult<void>> results;
    const int out = line.writing_end();
    for (int i = 0; i < 2; ++i) {
      results.push_back(pool.apply_async([out] {
        if (::fork() == 0) {
          (void)!::write(out, "x", 1);
          for (;;) ::pause();
        }
        const pid_t middle = ::fork();
        if (middle == 0) {
          ::setsid();
          if (::fork() != 0) ::_exit(0);
          (void)!::write(out, "x", 1);
          for (;;) ::pause();
        }
        ::waitpid(middle, nullptr, 0);
        (void)!::write(out, "x", 1);
        for (;;) ::pause();
      }));
    }
    end(pool);
    for (;;) ::pause();
    return 0;
  });
  for (int i = 0; i < 6; ++i) ASSERT_TRUE(line.read_byte());
  ::kill(program, SIGKILL);
  children::wait_for(program);
  EXPECT_TRUE(line.all_gone(10s));
}

TEST(DeathOfTheProgram, LeavesNoProcess) {
  expect_nothing_left_after([](Pool&) {});
}

TEST(DeathOfTheProgram, LeavesNoProcessWhileItWaits) {
  expect_nothing_left_after([](Pool& pool) {
    pool.apply([] {
      for (;;) ::pause();
    });
  });
}

TEST(Death, AfterThePoolWasClosedIsToldAndHoldsNothingUp) {
  const Tally gate;
  Pool pool{1};
  auto dies = pool.apply_async([open = gate.get()] {
    (void)reaches(open, 1);
    ::raise(SIGKILL);
  });
  auto lives = pool.apply_async(twice, 4);
  pool.close();
  add_to(gate.get());
  pool.join();
  EXPECT_THROW(dies.get(), WorkerDied);
  EXPECT_EQ(lives.get(), 8);
}

TEST(Death, OfEachTaskHasAnErrorOfItsOwn) {
  Pool pool{2};
  const auto outcomes = pool.try_map([](int code) { ::_exit(code); }, std::vector{3, 4});
  for (std::size_t i = 0; i < 2; ++i) {
    const auto died = caught<WorkerDied>(outcomes[i].error());
    ASSERT_TRUE(died);
    EXPECT_EQ(died->exitcode(), 3 + static_cast<int>(i));
    EXPECT_EQ(died->task_index(), i);
  }
  EXPECT_NE(outcomes[0].error(), outcomes[1].error());
}

// ---- Ctrl-C

class CtrlCUnder : public testing::TestWithParam<const char*> {};

// A terminal sends the signal to the program and to those of its children that are in its process group.
TEST_P(CtrlCUnder, EndsTheProgramAndAllItsProcessesInSilence) {
  children::RunningProgram program{POLYPROC_BUSY_PROGRAM, GetParam()};
  ASSERT_EQ(program.line(), "ready");
  program.send_signal_to_group(SIGINT);
  EXPECT_EQ(program.rest(), "") << "until nobody is left who could write";
  EXPECT_EQ(program.wait(), -SIGINT);
}

// Where the program handles the signal and goes on, so does everything else.
TEST(CtrlC, ThatTheProgramHandlesLeavesThePoolAlone) {
  EXPECT_EQ(children::in_child([] {
              ::setpgid(0, 0);
              ::signal(SIGINT, [](int) {});
              Pool pool{2};
              for (int i = 0; i < 5; ++i) {
                ::kill(0, SIGINT);
                ::kill(nursery(), SIGINT);
                if (pool.apply(twice, i) != 2 * i) return 1;
              }
              return 0;
            }),
            0);
}

INSTANTIATE_TEST_SUITE_P(StartMethods, CtrlCUnder, testing::Values("fork", "spawn"));

}  // namespace
}  // namespace polyproc
