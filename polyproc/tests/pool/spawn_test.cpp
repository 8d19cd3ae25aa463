// Pools whose workers are made from the program's image rather than from the running program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <fstream>
#include <ranges>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "children/in_child.hpp"
#include "children/processes.hpp"
#include "children/spawning_main.hpp"
#include "polyproc/worker_state.hpp"
#include "pool/deaths.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;

int global = 1;
int twice(int x) { return 2 * x; }

PoolOptions spawning(int processes) { return {.processes = processes, .start_method = StartMethod::spawn}; }

TEST(Spawn, RunsTasksLikeAnyPool) {
  Pool pool{spawning(2)};
  EXPECT_EQ(pool.apply(twice, 4), 8);
  const auto results = pool.map(twice, std::views::iota(0, 1000));
  EXPECT_EQ(results[999], 1998);
  EXPECT_EQ(pool.apply([](const std::string& text) { return text + "!"; }, "hello"), "hello!");
}

TEST(Spawn, SeesStaticObjectsAsTheirConstructorsLeaveThem) {
  global = 7;
  Pool pool{spawning(1)};
  EXPECT_EQ(pool.apply([] { return global; }), 1);
  global = 1;
}

TEST(Spawn, WorksWhileOtherThreadsRun) {
  std::atomic<bool> stop = false;
  std::thread other{[&] {
    while (!stop) std::this_thread::sleep_for(1ms);
  }};
  {
    Pool pool{spawning(2)};
    EXPECT_EQ(pool.apply(twice, 4), 8);
    EXPECT_THROW(pool.apply([] { ::raise(SIGKILL); }), WorkerDied);
    EXPECT_EQ(pool.apply(twice, 4), 8);
  }
  stop = true;
  other.join();
}

TEST(Spawn, HandsSharedMemoryOver) {
  SharedArray<int> array(3);
  Pool pool{spawning(1)};
  pool.apply([](const SharedArray<int>& shared) { shared[1] = 5; }, array);
  EXPECT_EQ(array[1], 5);
}

struct Prepare {
  int number = 0;
  SharedArray<int> array;
  void operator()() const {
    worker_state<int>() = number;
    array[0] = number;
  }
};

TEST(Spawn, SendsInitializerAndFinalizer) {
  const SharedArray<int> array(1);
  auto options = spawning(1);
  options.initializer = Prepare{42, array};
  options.finalizer = [] { return worker_state<int>() + 1; };
  Pool pool{options};
  EXPECT_EQ(pool.apply([] { return worker_state<int>(); }), 42);
  EXPECT_EQ(array[0], 42);
  pool.close();
  pool.join();
  EXPECT_THAT(pool.finalizer_results<int>(), testing::ElementsAre(43));
}

TEST(Spawn, RefusesAnInitializerThatCannotBeSent) {
  auto options = spawning(1);
  int here = 0;
  options.initializer = [&here] { ++here; };
  EXPECT_THAT([&] { Pool{options}; }, testing::Throws<std::invalid_argument>(testing::Property(
                                          &std::invalid_argument::what, testing::HasSubstr("initializer"))));
}

TEST(Spawn, WorksInsideASpawnedWorkerToo) {
  Pool pool{spawning(1)};
  EXPECT_EQ(pool.apply([] { return Pool{spawning(1)}.apply(twice, 4); }), 8);
}

class SpawnedDeath : public testing::TestWithParam<Death> {};
INSTANTIATE_TEST_SUITE_P(, SpawnedDeath, testing::ValuesIn(kAllDeaths),
                         [](const auto& tested) { return name_of(tested.param); });

TEST_P(SpawnedDeath, FailsItsTaskAndNothingElse) {
  Pool pool{spawning(2)};
  for (int i = 0; i < 3; ++i) {
    const auto died = thrown_by<WorkerDied>([&] { pool.apply(die, GetParam()); });
    EXPECT_TRUE(fits(GetParam(), died->exitcode())) << died->exitcode();
    EXPECT_EQ(pool.apply(twice, i), 2 * i);
  }
}

TEST(Spawn, NamesTheFunctionInABacktrace) {
  Pool pool{spawning(1)};
  const auto died = thrown_by<WorkerDied>([&] { pool.apply(die, Death::sigabrt); });
  EXPECT_THAT(died->backtrace(), testing::HasSubstr("deaths.hpp:"));
}

TEST(Spawn, ANewNurseryIsMadeWhicheverThreadsRun) {
  std::atomic<bool> stop = false;
  std::thread other{[&] {
    while (!stop) std::this_thread::sleep_for(1ms);
  }};
  Pool pool{spawning(2)};
  EXPECT_EQ(pool.apply(twice, 4), 8);
  const auto nursery = children::children_of(::getpid());
  ASSERT_EQ(nursery.size(), 1U);
  ::kill(nursery.front(), SIGKILL);
  EXPECT_TRUE(children::eventually([&] {
    const auto now = children::children_of(::getpid());
    return now.size() == 1 && now != nursery;
  }));
  EXPECT_EQ(pool.apply(twice, 4), 8);
  stop = true;
  other.join();
}

TEST(Spawn, LeavesNothingBehind) {
  { Pool{spawning(1)}.apply(twice, 1); }
  const std::size_t descriptors = children::open_descriptors();
  for (int i = 0; i < children::scaled(20); ++i) {
    Pool pool{spawning(2)};
    EXPECT_EQ(pool.apply(twice, i), 2 * i);
  }
  EXPECT_EQ(children::open_descriptors(), descriptors);
  EXPECT_TRUE(children::children_of(::getpid()).empty());
}

TEST(Spawn, AWorkerHasNoDescriptorOfThePoolThatItDoesNotNeed) {
  const std::ifstream open_file{"/dev/null"};
  Pool pool{spawning(1)};
  const auto few = pool.apply([] { return children::open_descriptors(); });
  Pool second{spawning(1)};
  EXPECT_LE(second.apply([] { return children::open_descriptors(); }), few + 1);
}

TEST(Spawn, ReplacesWorkersThatHaveDoneEnough) {
  PoolOptions options = spawning(1);
  options.max_tasks_per_child = 2;
  Pool pool{options};
  std::set<int> pids;
  for (int i = 0; i < 6; ++i) pids.insert(pool.apply(::getpid));
  EXPECT_EQ(pids.size(), 3U);
}

}  // namespace
}  // namespace polyproc

int main(int argc, char** argv) {
  return polyproc::children::spawning_main(
      argc, argv, [] { polyproc::Pool{{.processes = 1, .start_method = polyproc::StartMethod::spawn}}; });
}
