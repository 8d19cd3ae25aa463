// Limits of time and memory, and the replacement of workers that have done enough.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <map>
#include <new>
#include <numeric>
#include <ranges>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "children/processes.hpp"
#include "children/sanitizers.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

int twice(int x) { return 2 * x; }
void sleep_for_ever() {
  for (;;) std::this_thread::sleep_for(1h);
}
void spin_for_ever() {
  for (std::atomic<int> i = 0;; ++i) {
  }
}

TEST(TimeoutOfATask, EndsItNotBeforeTheLimitAndNamesTheLimit) {
  Pool pool{1};
  const auto begin = Clock::now();
  const auto timeout = thrown_by<TaskTimeout>([&] { pool.with({.timeout = 50ms}).apply(sleep_for_ever); });
  EXPECT_GE(Clock::now() - begin, 50ms);
  ASSERT_TRUE(timeout);
  EXPECT_EQ(timeout->limit(), 50ms);
  EXPECT_EQ(timeout->kind(), TaskTimeout::Kind::wall);
  EXPECT_EQ(timeout->attempts(), 1);
  EXPECT_EQ(pool.apply(twice, 4), 8);
}

TEST(TimeoutOfATask, HoldsAlsoWhileNobodyWaits) {
  Pool pool{1};
  auto result = pool.with({.timeout = 20ms}).apply_async(sleep_for_ever);
  EXPECT_TRUE(children::eventually([&] { return result.ready(); }));
  EXPECT_THROW(result.get(), TaskTimeout);
}

TEST(TimeoutOfATask, FailsOneItemOfAMapAndNoOther) {
  Pool pool{2};
  for (const std::size_t chunk : {1U, 10U, 100U}) {
    auto outcomes = pool.with({.timeout = 50ms, .chunksize = chunk})
                        .try_map(
                            [](int i) {
                              if (i == 37) sleep_for_ever();
                              return i;
                            },
                            std::views::iota(0, 100));
    for (int i = 0; i < 100; ++i) {
      auto& outcome = outcomes[static_cast<std::size_t>(i)];
      ASSERT_EQ(outcome.has_value(), i != 37) << i << " in chunks of " << chunk;
      if (i == 37) {
        EXPECT_EQ(caught<TaskTimeout>(outcome.error())->task_index(), 37U);
      }
    }
  }
}

TEST(TimeoutOfATask, IsPerItemAndNotPerCall) {
  Pool pool{1};
  const auto slow = [](int i) {
    std::this_thread::sleep_for(20ms);
    return i;
  };
  const auto results = pool.with({.timeout = 10s, .chunksize = 10}).map(slow, std::views::iota(0, 20));
  EXPECT_EQ(results.size(), 20U);
}

TEST(TimeoutOfATask, TakesTheProcessesThatTheTaskHasStartedAlong) {
  const Tally pid;
  Pool pool{1};
  const auto fork_and_sleep = [tally = pid.get()] {
    if (const pid_t child = ::fork(); child != 0) add_to(tally, child);
    sleep_for_ever();
  };
  EXPECT_THROW(pool.with({.timeout = 100ms}).apply(fork_and_sleep), TaskTimeout);
  ASSERT_GT(value_of(pid.get()), 0);
  EXPECT_TRUE(children::eventually([&] { return ::kill(value_of(pid.get()), 0) != 0; }));
}

TEST(TimeoutOfATask, EndsAWorkerThatIsStopped) {
  Pool pool{1};
  EXPECT_THROW(pool.with({.timeout = 50ms}).apply([] { ::raise(SIGSTOP); }), TaskTimeout);
  EXPECT_EQ(pool.apply(twice, 4), 8);
}

TEST(TimeoutOfATask, IsTriedAgainAsOftenAsADeath) {
  const Tally starts;
  Pool pool{1};
  const auto timeout = thrown_by<TaskTimeout>([&] {
    pool.with({.timeout = 30ms, .max_retries = 2}).apply([tally = starts.get()] {
      add_to(tally);
      sleep_for_ever();
    });
  });
  EXPECT_EQ(timeout->attempts(), 3);
  EXPECT_EQ(value_of(starts.get()), 3);
}

TEST(TimeoutOfATask, OfThePoolHoldsWhereTheCallSaysNothing) {
  Pool pool{{.processes = 1, .task = {.timeout = 30ms}}};
  EXPECT_THROW(pool.apply(sleep_for_ever), TaskTimeout);
  EXPECT_NO_THROW(pool.with({.timeout = 10s}).apply([] { std::this_thread::sleep_for(60ms); }));
}

TEST(TimeoutOfATask, MustBeMoreThanZero) {
  Pool pool{1};
  EXPECT_THROW(pool.with({.timeout = 0s}), std::invalid_argument);
  EXPECT_THROW(pool.with({.cpu_time = -1s}), std::invalid_argument);
}

TEST(CpuTimeOfATask, IsLimitedAndSleepIsFree) {
  Pool pool{1};
  auto limited = [&]() -> Pool& { return pool.with({.cpu_time = 50ms}); };
  EXPECT_EQ(limited().apply([] {
    std::this_thread::sleep_for(200ms);
    return 3;
  }),
            3);
  const auto timeout = thrown_by<TaskTimeout>([&] { limited().apply(spin_for_ever); });
  EXPECT_EQ(timeout->kind(), TaskTimeout::Kind::cpu);
  EXPECT_THAT(timeout->what(), testing::HasSubstr("CPU time"));
}

volatile std::sig_atomic_t asked_to_stop = 0;

int count_until_asked() {
  ::signal(SIGUSR1, [](int) { asked_to_stop = 1; });
  while (asked_to_stop == 0) std::this_thread::sleep_for(1ms);
  return 11;
}

TEST(TimeoutSignal, LetsATaskEndInOrderWithAResultThatCounts) {
  Pool pool{{.processes = 1, .timeout_signal = SIGUSR1, .timeout_grace = 30s}};
  EXPECT_EQ(pool.with({.timeout = 30ms}).apply(count_until_asked), 11);
  EXPECT_EQ(pool.apply([] { return asked_to_stop != 0; }), true) << "the worker had to go although it had ended";
}

TEST(TimeoutSignal, IsFollowedBySigkillWhenTheGraceIsOver) {
  Pool pool{{.processes = 1, .timeout_signal = SIGTERM, .timeout_grace = 50ms}};
  const auto stubborn = [] {
    ::signal(SIGTERM, SIG_IGN);
    sleep_for_ever();
  };
  const auto begin = Clock::now();
  EXPECT_THROW(pool.with({.timeout = 30ms}).apply(stubborn), TaskTimeout);
  EXPECT_GE(Clock::now() - begin, 80ms);
}

TEST(TimeoutSignal, MayEndTheWorkerItself) {
  Pool pool{{.processes = 1, .timeout_signal = SIGTERM, .timeout_grace = 1h}};
  EXPECT_THROW(pool.with({.timeout = 30ms}).apply(sleep_for_ever), TaskTimeout);
  EXPECT_EQ(pool.apply(twice, 4), 8);
}

constexpr std::size_t kMiB = std::size_t{1} << 20U;

// The compiler must not see that nobody needs it.
void* volatile leaked = nullptr;
void leak(std::size_t bytes) {
  leaked = std::malloc(bytes);
  std::memset(leaked, 1, bytes);
}

// Not a vector: memory that nobody looks at, a compiler may leave out together with its new-expression.
void allocate(std::size_t bytes) { ::operator delete(::operator new(bytes)); }

class MemoryLimit : public testing::Test {
 protected:
  void SetUp() override {
    if (children::kSanitized) GTEST_SKIP() << "a sanitizer's allocator ends the process where there is no memory";
  }
  Pool pool_{{.processes = 1, .memory_limit_bytes = 64 * kMiB}};
};

TEST_F(MemoryLimit, ArrivesAsBadAllocAndTheWorkerGoesOn) {
  const int worker = pool_.apply([] { return ::getpid(); });
  EXPECT_THROW(pool_.apply(allocate, 200 * kMiB), std::bad_alloc);
  EXPECT_EQ(pool_.apply([] { return ::getpid(); }), worker);
  EXPECT_EQ(pool_.apply([] { return std::vector<char>(20 * kMiB, 'x').size(); }), 20 * kMiB);
}

TEST_F(MemoryLimit, ADeathAtItIsToldApart) {
  const auto died = thrown_by<WorkerDied>([&] {
    pool_.apply([]() noexcept {
      std::vector<std::vector<char>> all;
      for (;;) all.emplace_back(kMiB, 'x');
    });
  });
  EXPECT_TRUE(died->memory_ran_out());
  EXPECT_THAT(died->what(), testing::HasSubstr("memory ran out"));
  EXPECT_GT(died->peak_memory_bytes(), 32 * kMiB);
}

TEST_F(MemoryLimit, ADeathByMallocsNullIsToldApartToo) {
  const auto died = thrown_by<WorkerDied>([&] {
    pool_.apply([] {
      for (;;) leak(kMiB);
    });
  });
  EXPECT_TRUE(died->memory_ran_out());
}

TEST_F(MemoryLimit, OtherDeathsAreNotBlamedOnMemory) {
  EXPECT_FALSE(thrown_by<WorkerDied>([&] { pool_.apply([] { std::abort(); }); })->memory_ran_out());
  EXPECT_FALSE(thrown_by<WorkerDied>([&] { pool_.apply([] { ::raise(SIGKILL); }); })->memory_ran_out());
  EXPECT_THROW(pool_.apply(allocate, 200 * kMiB), std::bad_alloc);
  EXPECT_FALSE(thrown_by<WorkerDied>([&] { pool_.apply([] { ::raise(SIGKILL); }); })->memory_ran_out())
      << "an earlier item was refused memory, this one was not";
}

TEST_F(MemoryLimit, SharedMemoryDoesNotCount) {
  SharedArray<char> array(200 * kMiB);
  EXPECT_EQ(pool_.apply(
                [](const SharedArray<char>& shared) {
                  std::memset(shared.data(), 1, shared.size());
                  return std::accumulate(shared.begin(), shared.begin() + 10, 0);
                },
                array),
            10);
}

TEST(MaxTasksPerChild, ReplacesAWorkerAfterThatManyTasks) {
  Pool pool{{.processes = 2, .max_tasks_per_child = 10}};
  std::map<int, int> tasks_of;
  for (const int pid : pool.map([](int) { return ::getpid(); }, std::views::iota(0, 200))) ++tasks_of[pid];
  EXPECT_GE(tasks_of.size(), 20U);
  for (const auto& [pid, tasks] : tasks_of) EXPECT_LE(tasks, 10) << pid;
}

TEST(MaxTasksPerChild, OfOneGivesEachTaskAWorkerOfItsOwn) {
  Pool pool{{.processes = 2, .max_tasks_per_child = 1}};
  const auto pids = pool.map([](int) { return ::getpid(); }, std::views::iota(0, 20));
  EXPECT_EQ(std::set<int>(pids.begin(), pids.end()).size(), 20U);
}

TEST(MaxTasksPerChild, LosesNothingWhenThePoolIsClosedAtOnce) {
  for (int round = 0; round < children::scaled(20); ++round) {
    Pool pool{{.processes = 3, .max_tasks_per_child = 1}};
    auto results = pool.map_async(twice, std::views::iota(0, 6));
    pool.close();
    pool.join();
    EXPECT_EQ(results.get(), (std::vector{0, 2, 4, 6, 8, 10}));
  }
}

TEST(MaxTasksPerChild, CountsDeadTasksToo) {
  Pool pool{{.processes = 1, .max_tasks_per_child = 3}};
  for (int i = 0; i < 7; ++i) {
    EXPECT_THROW(pool.apply([] { ::_exit(1); }), WorkerDied);
    EXPECT_EQ(pool.apply(twice, i), 2 * i);
  }
}

TEST(MaxTasksPerChild, MustNotBeNegative) {
  EXPECT_THROW((Pool{{.processes = 1, .max_tasks_per_child = -1}}), std::invalid_argument);
}

class MaxMemoryPerChild : public testing::Test {
 protected:
  void SetUp() override {
    if (children::kSanitized) GTEST_SKIP() << "a sanitizer's allocator keeps memory where it is not counted";
  }
  std::size_t workers_that_leaked() {
    const auto leaking = [](int) {
      leak(8 * kMiB);
      std::this_thread::sleep_for(5ms);
      return ::getpid();
    };
    const auto pids = pool_.map(leaking, std::views::iota(0, 60));
    return std::set<int>(pids.begin(), pids.end()).size();
  }
  Pool pool_{{.processes = 1, .max_memory_per_child_bytes = 32 * kMiB}};
};

TEST_F(MaxMemoryPerChild, ReplacesAWorkerThatHasGrown) { EXPECT_GT(workers_that_leaked(), 1U); }

TEST_F(MaxMemoryPerChild, IsWatchedAlsoAfterAPause) {
  pool_.apply(twice, 1);
  std::this_thread::sleep_for(100ms);  // nothing keeps the supervisor awake any more
  EXPECT_GT(workers_that_leaked(), 1U);
}

TEST(PinCpus, GivesEachWorkerOneCpu) {
  Pool pool{{.processes = 3, .pin_cpus = true}};
  const auto cpus = [](int) {
    cpu_set_t set;
    ::sched_getaffinity(0, sizeof set, &set);
    return CPU_COUNT(&set);
  };
  for (const int count : pool.map(cpus, std::views::iota(0, 30))) EXPECT_EQ(count, 1);
}

}  // namespace
}  // namespace polyproc
