// What belongs to a worker rather than to a task: its state, its end, its share of the CPUs; and how many there are.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <numeric>
#include <ranges>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "children/processes.hpp"
#include "polyproc/cpu_count.hpp"
#include "polyproc/pool.hpp"
#include "polyproc/worker_state.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;

int twice(int x) { return 2 * x; }

struct Counter {
  Counter() : maker{::getpid()} {}
  int count = 0;
  pid_t maker;
};

TEST(WorkerState, IsMadeOnceInEachWorkerAndKept) {
  worker_state<Counter>().count = 1000;  // the program's own is another
  Pool pool{1};
  const auto count = [](int) { return ++worker_state<Counter>().count; };
  EXPECT_EQ(pool.map(count, std::views::iota(0, 5)), (std::vector{1, 2, 3, 4, 5}));
  EXPECT_EQ(pool.apply([] { return worker_state<Counter>().maker == ::getpid(); }), true);
  EXPECT_THROW(pool.apply([] { ::_exit(1); }), WorkerDied);
  EXPECT_EQ(pool.apply(count, 0), 1) << "a fresh worker begins anew";
  EXPECT_EQ(worker_state<Counter>().count, 1000);
}

TEST(WorkerState, IsSharedWithInitializerAndFinalizer) {
  const Tally last;
  {
    Pool pool{PoolOptions{.processes = 1,
                          .initializer = [] { worker_state<Counter>().count = 40; },
                          .finalizer = [tally = last.get()] { add_to(tally, worker_state<Counter>().count); }}};
    EXPECT_EQ(pool.apply([] { return ++worker_state<Counter>().count; }), 41);
  }
  EXPECT_EQ(value_of(last.get()), 41);
}

TEST(FinalizerResults, AreThoseOfAllWorkersAfterJoin) {
  Pool pool{PoolOptions{.processes = 3, .finalizer = [] { return worker_state<Counter>().count; }}};
  const auto count = [](int) { ++worker_state<Counter>().count; };
  pool.map(count, std::views::iota(0, 100));
  pool.close();
  pool.join();
  const auto counts = pool.finalizer_results<int>();
  EXPECT_EQ(counts.size(), 3U);
  EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), 0), 100);
}

TEST(FinalizerResults, IncludeThoseOfWorkersThatWereReplaced) {
  Pool pool{PoolOptions{.processes = 1, .max_tasks_per_child = 10, .finalizer = [] { return std::string{"done"}; }}};
  (void)pool.map(twice, std::views::iota(0, 30));
  pool.close();
  pool.join();
  const auto results = pool.finalizer_results<std::string>();
  EXPECT_GE(results.size(), 3U);
  for (const auto& result : results) EXPECT_EQ(result, "done");
}

TEST(FinalizerResults, OfAnotherTypeAreRefused) {
  Pool pool{PoolOptions{.processes = 1, .finalizer = [] { return 1.5; }}};
  pool.close();
  pool.join();
  EXPECT_THROW((void)pool.finalizer_results<int>(), std::logic_error);
  EXPECT_THAT(pool.finalizer_results<double>(), testing::ElementsAre(1.5));
}

TEST(FinalizerResults, OfAFinalizerThatReturnsNothingAreNone) {
  Pool pool{PoolOptions{.processes = 1, .finalizer = [] {}}};
  pool.close();
  pool.join();
  EXPECT_THAT(pool.finalizer_results<int>(), testing::IsEmpty());
}

TEST(Resize, MakesMoreWorkersAndFewer) {
  const Tally running, gate;
  Pool pool{1};
  EXPECT_EQ(pool.apply(twice, 1), 2);
  pool.resize(4);
  EXPECT_EQ(pool.processes(), 4);
  auto all = pool.map_async(
      [count = running.get(), open = gate.get()](int) {
        add_to(count);
        return reaches(open, 1) ? ::getpid() : 0;
      },
      std::views::iota(0, 4));
  EXPECT_TRUE(reaches(running.get(), 4)) << "four run at once";
  add_to(gate.get());
  const auto pids = all.get();
  EXPECT_EQ(std::set<int>(pids.begin(), pids.end()).size(), 4U);
  pool.resize(1);
  EXPECT_EQ(pool.processes(), 1);
  EXPECT_TRUE(children::eventually([&] {
    const auto nursery = children::children_of(::getpid());
    return nursery.size() == 1 && children::children_of(nursery.front()).size() == 1;
  }));
  EXPECT_EQ(pool.apply(twice, 4), 8);
}

TEST(Resize, LosesNoTask) {
  Pool pool{4};
  const auto slowly = [](int x) {
    std::this_thread::sleep_for(1ms);
    return 2 * x;
  };
  auto results = pool.map_async(slowly, std::views::iota(0, 200));
  for (const int size : {2, 5, 1, 3}) {
    std::this_thread::sleep_for(5ms);
    pool.resize(size);
  }
  const auto values = results.get();
  for (int i = 0; i < 200; ++i) EXPECT_EQ(values[static_cast<std::size_t>(i)], 2 * i);
}

TEST(Resize, OfAClosedPoolOrToLessThanNothingIsRefused) {
  Pool pool{1};
  EXPECT_THROW(pool.resize(-1), std::invalid_argument);
  pool.close();
  EXPECT_THROW(pool.resize(2), PoolClosed);
}

TEST(NotifyFd, BecomesReadableWhenAResultHasComeAlthoughNobodyWaits) {
  Pool pool{1};
  pollfd polled{.fd = pool.notify_fd(), .events = POLLIN, .revents = 0};
  EXPECT_EQ(::poll(&polled, 1, 0), 0);
  auto result = pool.apply_async(twice, 4);
  ASSERT_EQ(::poll(&polled, 1, 30'000), 1);
  EXPECT_TRUE(result.ready());
  std::uint64_t count = 0;
  EXPECT_EQ(::read(polled.fd, &count, sizeof count), 8);
  EXPECT_EQ(::poll(&polled, 1, 0), 0);
}

TEST(NotifyFd, TellsOfEachResultWhileTheWorkerIsBusyWithTheNext) {
  const Tally gate;
  Pool pool{1};
  pollfd polled{.fd = pool.notify_fd(), .events = POLLIN, .revents = 0};
  auto first = pool.apply_async(twice, 4);
  auto second = pool.apply_async([open = gate.get()] { return reaches(open, 1); });
  ASSERT_EQ(::poll(&polled, 1, 30'000), 1);
  EXPECT_TRUE(first.ready());
  add_to(gate.get());
  EXPECT_TRUE(second.get());
}

TEST(CpuShare, NestedPoolsAndMathLibrariesDivideTheCpus) {
  Pool pool{static_cast<int>(2 * cpu_count())};
  EXPECT_EQ(pool.apply([] {
    Pool nested;
    return nested.processes();
  }),
            1);
  EXPECT_EQ(pool.apply([] { return std::string{std::getenv("OMP_NUM_THREADS")}; }), "1");
  Pool alone{1};
  EXPECT_EQ(alone.apply([] { return Pool{}.processes(); }), static_cast<int>(cpu_count()));
}

}  // namespace
}  // namespace polyproc
