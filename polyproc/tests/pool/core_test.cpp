// Life and end of a pool.
#include "pool/core.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "children/descriptor_limit.hpp"
#include "children/in_child.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;

int twice(int x) { return 2 * x; }
int sleep_for_ever(int) {
  for (;;) ::pause();
}

// ---- close, join, terminate

TEST(PoolClose, LetsGivenTasksFinishAndTakesNoMore) {
  Pool pool{2};
  auto results = pool.map_async(
      [](int x) {
        ::usleep(1000);
        return 2 * x;
      },
      std::views::iota(0, 50));
  pool.close();
  pool.close();
  EXPECT_THROW((void)pool.apply(twice, 1), PoolClosed);
  EXPECT_THROW((void)pool.apply_async(twice, 1), PoolClosed);
  EXPECT_THROW((void)pool.map(twice, std::vector{1}), PoolClosed);
  EXPECT_THROW((void)pool.try_map(twice, std::vector{1}), PoolClosed);
  pool.join();
  EXPECT_TRUE(results.ready());
  EXPECT_EQ(results.get()[49], 98);
  EXPECT_THROW((void)pool.apply(twice, 1), PoolClosed);
}

TEST(PoolJoin, BeforeCloseIsAMistake) {
  Pool pool{1};
  EXPECT_THROW(pool.join(), std::logic_error);
  EXPECT_EQ(pool.apply(twice, 1), 2);
  pool.close();
  pool.join();
  pool.join();
}

TEST(PoolJoin, LeavesNoProcessOfThePool) {
  children::LifeLine everybody;
  Pool pool{3};
  (void)pool.map(twice, std::views::iota(0, 100));
  pool.close();
  pool.join();
  EXPECT_TRUE(everybody.all_gone());
  EXPECT_TRUE(children::children_of(::getpid()).empty());
}

TEST(PoolJoin, MayBeCalledByTwoThreads) {
  Pool pool{2};
  auto results = pool.map_async(twice, std::views::iota(0, 1'000));
  pool.close();
  std::thread other{[&] { pool.join(); }};
  pool.join();
  other.join();
  EXPECT_TRUE(results.successful());
}

TEST(PoolTerminate, EndsWhatRunsAndWhatIsQueuedWithCancelled) {
  const Tally tally;
  int* const started = tally.get();
  children::LifeLine everybody;
  Pool pool{2};
  std::vector<AsyncResult<int>> results;
  for (int i = 0; i < 10'000; ++i) {
    results.push_back(pool.apply_async(
        [started](int) -> int {
          add_to(started);
          for (;;) ::pause();
        },
        i));
  }
  ASSERT_TRUE(reaches(started, 2));
  pool.terminate();
  pool.terminate();
  EXPECT_THROW((void)pool.apply(twice, 1), PoolClosed);
  for (auto& result : results) EXPECT_THROW((void)result.get(), Cancelled);
  pool.join();
  EXPECT_TRUE(everybody.all_gone());
}

TEST(PoolTerminate, LeavesResultsThatAreThere) {
  Pool pool{1};
  auto result = pool.apply_async(twice, 3);
  EXPECT_EQ(result.get(), 6);
  pool.terminate();
  EXPECT_EQ(result.get(), 6);
}

TEST(PoolTerminate, WakesWhoWaits) {
  Pool pool{1};
  auto result = pool.apply_async(sleep_for_ever, 1);
  std::thread waiter{[&] { EXPECT_THROW((void)result.get(), Cancelled); }};
  std::thread joiner;
  std::this_thread::sleep_for(20ms);
  pool.close();
  joiner = std::thread{[&] { pool.join(); }};
  std::this_thread::sleep_for(20ms);
  pool.terminate();
  waiter.join();
  joiner.join();
}

// ---- the destructor

TEST(PoolDestructor, WaitsForWhatWasGiven) {
  const Tally tally;
  int* const ran = tally.get();
  {
    Pool pool{2};
    for (int i = 0; i < 50; ++i) {
      (void)pool.apply_async([ran] {
        ::usleep(1000);
        add_to(ran);
      });
    }
  }
  EXPECT_EQ(value_of(ran), 50);
}

TEST(PoolDestructor, TerminatesWhileAnErrorPassesThrough) {
  std::vector<AsyncResult<int>> results;
  try {
    Pool pool{2};
    for (int i = 0; i < 100; ++i) results.push_back(pool.apply_async(sleep_for_ever, i));
    throw std::runtime_error{"elsewhere"};
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "elsewhere");
  }
  for (auto& result : results) EXPECT_THROW((void)result.get(), Cancelled);
}

TEST(PoolDestructor, WaitsAlsoInAFunctionThatIsCalledWhileAnErrorPasses) {
  const Tally tally;
  struct Cleaner {
    int* ran;
    ~Cleaner() {
      Pool pool{1};
      (void)pool.apply_async([ran = ran] {
        ::usleep(20'000);
        add_to(ran);
      });
    }
  };
  try {
    const Cleaner cleaner{tally.get()};
    throw std::runtime_error{"elsewhere"};
  } catch (const std::runtime_error&) {
    EXPECT_EQ(value_of(tally.get()), 1) << "the error was there before the pool: it is none of the pool's";
  }
}

TEST(PoolDestructor, OfAPoolNeverUsedOrAllItsWorkersDeadIsQuiet) {
  for (int i = 0; i < 20; ++i) const Pool pool{2};
  Pool pool{2};
  EXPECT_THROW(pool.apply([] { die_by(SIGKILL); }), WorkerDied);
  EXPECT_THROW(pool.apply([] { die_by(SIGKILL); }), WorkerDied);
}

// ---- counted before and after

void make_and_use_pools(int count) {
  const std::size_t descriptors = children::open_descriptors();
  for (int i = 0; i < count; ++i) {
    Pool pool{2};
    EXPECT_EQ(pool.map(twice, std::vector{1, 2}), (std::vector{2, 4}));
    if (i % 4 == 1) {
      EXPECT_THROW(pool.apply([] { ::_exit(1); }), WorkerDied);
    }
    if (i % 4 == 2) {
      (void)pool.apply_async(sleep_for_ever, 1);
      pool.terminate();
    }
    if (i % 4 == 3) {
      EXPECT_EQ(pool.apply([](const std::string& s) { return s; }, std::string(200'000, 'x')).size(), 200'000U);
    }
  }
  EXPECT_EQ(children::open_descriptors(), descriptors);
  EXPECT_TRUE(children::children_of(::getpid()).empty());
}

TEST(PoolLife, AHundredPoolsLeaveNoDescriptorAndNoProcess) { make_and_use_pools(children::scaled(100)); }

TEST(PoolLife, APoolThatCannotBeMadeLeavesNothing) {
  if constexpr (children::kUnderAsan)
    GTEST_SKIP() << "UndefinedBehaviorSanitizer needs a descriptor to look at an object";
  const std::size_t descriptors = children::open_descriptors();
  int failed = 0;
  for (std::size_t more = 0; more < 60; more += 3) {
    try {
      const children::DescriptorLimit few{descriptors + more};
      Pool pool{4};
      pool.close();
      pool.join();
    } catch (const SystemError&) {
      ++failed;
    }
    EXPECT_EQ(children::open_descriptors(), descriptors) << more;
    EXPECT_TRUE(children::children_of(::getpid()).empty()) << more;
  }
  EXPECT_GT(failed, 0);
}

TEST(PoolLife, LetsGoOfArgumentsAndResultsWhenATaskIsDone) {
  Pool pool{1};
  for (int round = 0; round < 3; ++round) {
    const SharedArray<int> argument(1);
    auto result = pool.apply_async([](const SharedArray<int>& array) { return array; }, argument);
    EXPECT_EQ(result.get().size(), 1U);
  }
  // Nothing of them is left in this process, so their descriptors are closed.
  const std::size_t descriptors = children::open_descriptors();
  {
    const SharedArray<int> argument(1);
    (void)pool.apply([](const SharedArray<int>& array) { return array; }, argument);
  }
  EXPECT_EQ(children::open_descriptors(), descriptors);
}

// ---- in a forked child

TEST(PoolInAForkedChild, IsInert) {
  auto pool = std::make_unique<Pool>(2);
  auto result = pool->apply_async(twice, 3);
  auto pending = pool->apply_async([] { return ::usleep(300'000); });
  EXPECT_EQ(result.get(), 6);
  EXPECT_EQ(children::in_child([&] {
              if (!thrown_by<std::logic_error>([&] { (void)pool->apply(twice, 1); })) return 1;
              if (!thrown_by<std::logic_error>([&] { (void)pending.get(); })) return 2;
              if (result.get() != 6) return 3;
              if (!thrown_by<std::logic_error>([&] { pending.then([](int) {}); })) return 4;
              if (!thrown_by<std::logic_error>([&] { pending.cancel(); })) return 5;
              pool->close();
              pool->terminate();
              pool->join();
              pool.reset();
              return 0;
            }),
            0);
  EXPECT_EQ(pending.get(), 0);
  EXPECT_EQ(pool->apply(twice, 4), 8);
}

TEST(PoolInAForkedChild, DoesNotKeepTheChildFromHavingItsOwn) {
  if constexpr (children::kSanitized)
    GTEST_SKIP() << "what a sanitizer has locked in another thread stays locked in a forked child";
  Pool pool{1};
  EXPECT_EQ(children::in_child([] {
              Pool own{1};
              return own.apply(twice, 4) == 8;
            }),
            0);
  EXPECT_EQ(pool.apply(twice, 4), 8);
}

TEST(PoolInAForkedChild, WorksWithoutStandardInput) {
  EXPECT_EQ(children::in_child([] {
              ::close(STDIN_FILENO);
              Pool pool{2};
              return pool.map(twice, std::vector{1, 2}) == std::vector{2, 4};
            }),
            0);
}

// ---- what is as it was before

TEST(PoolLife, LeavesTheSignalMaskAndTheNumberOfThreadsAsTheyWere) {
  if constexpr (children::kUnderTsan) GTEST_SKIP() << "a thread of ThreadSanitizer's own comes with the first fork";
  sigset_t before{}, after{};
  ::pthread_sigmask(SIG_SETMASK, nullptr, &before);
  const auto threads = [] {
    return std::ranges::distance(std::filesystem::directory_iterator{"/proc/self/task"},
                                 std::filesystem::directory_iterator{});
  };
  const auto threads_before = threads();
  {
    Pool pool{2};
    pool.apply_async(twice, 1).then([](int) {});
    ::pthread_sigmask(SIG_SETMASK, nullptr, &after);
    EXPECT_EQ(std::memcmp(&before, &after, sizeof before), 0);
  }
  EXPECT_EQ(threads(), threads_before);
}

TEST(PoolLife, LeavesNothingInTheFileSystemWhateverDies) {
  // What lies in a file system says where; a memory file has no place.
  const auto mapped = [](pid_t pid) {
    std::ifstream maps{"/proc/" + std::to_string(pid) + "/maps"};
    return std::string{std::istreambuf_iterator{maps}, {}};
  };
  Pool pool{2};
  const SharedArray<int> array(1'000'000);
  for (int i = 0; i < 20; ++i) EXPECT_THROW(pool.apply([](SharedArray<int>) { ::raise(SIGKILL); }, array), WorkerDied);
  for (const pid_t pid : {::getpid(), pool.apply(::getpid)}) {
    EXPECT_THAT(mapped(pid), testing::HasSubstr("/memfd:"));
    EXPECT_THAT(mapped(pid), testing::Not(testing::HasSubstr("/dev/shm")));
  }
}

// ---- the program ends

TEST(ProgramEnd, AnExitHandlerMayStillUseAStaticPool) {
  EXPECT_EQ(children::in_child([] {
              static Pool pool{1};
              std::atexit([] { ::_exit(pool.apply(twice, 2) == 4 ? 0 : 1); });
              std::exit(2);
              return 3;
            }),
            0);
}

TEST(ProgramEnd, APoolThatIsNeverDestroyedLeavesNoProcess) {
  children::LifeLine line;
  const pid_t program = children::fork_child([] {
    static Pool* pool = nullptr;  // known to a leak checker
    pool = new Pool{2};
    (void)pool->apply_async(sleep_for_ever, 1);
    return 0;
  });
  EXPECT_EQ(children::wait_for(program), 0);
  EXPECT_TRUE(line.all_gone());
}

TEST(ProgramEnd, TasksCancelledRightBeforeHoldNothingUp) {
  for (int i = 0; i < children::scaled(30); ++i) {
    Pool pool{2};
    auto first = pool.apply_async(sleep_for_ever, 1);
    auto second = pool.apply_async(sleep_for_ever, 2);
    first.cancel();
    second.cancel();
  }
}

TEST(ProgramEnd, WorksForAProgramThatIsProcess1) {
  if (::geteuid() != 0) GTEST_SKIP() << "only for privileged users";
  const int code = children::in_child([] {
    if (::unshare(CLONE_NEWPID) != 0) return 77;
    return children::in_child([] {
      if (::getpid() != 1) return 2;
      Pool pool{2};
      if (!thrown_by<WorkerDied>([&] { pool.apply([] { ::raise(SIGKILL); }); })) return 3;
      return pool.map(twice, std::vector{1, 2}) == std::vector{2, 4} ? 0 : 4;
    });
  });
  if (code == 77) GTEST_SKIP() << "no process namespaces here";
  EXPECT_EQ(code, 0);
}

// ---- initializer and finalizer

TEST(PoolInitializer, RunsInEachWorkerBeforeItsFirstTask) {
  static int initialized = 0;
  const Tally tally;
  int* const runs = tally.get();
  Pool pool{PoolOptions{.processes = 3, .initializer = [runs] {
                          add_to(runs);
                          ::usleep(1000);
                          initialized += 7;
                        }}};
  for (const int seen : pool.map([](int) { return initialized; }, std::views::iota(0, 200))) EXPECT_EQ(seen, 7);
  EXPECT_TRUE(reaches(runs, 3));
  EXPECT_THROW(pool.apply([] { ::_exit(1); }), WorkerDied);
  for (const int seen : pool.map([](int) { return initialized; }, std::views::iota(0, 200))) EXPECT_EQ(seen, 7);
  EXPECT_TRUE(reaches(runs, 4));
  EXPECT_EQ(initialized, 0);
}

TEST(PoolInitializer, OneThatThrowsClosesThePoolWithItsError) {
  Pool pool{PoolOptions{.processes = 2, .initializer = [] { throw std::domain_error{"no licence"}; }}};
  EXPECT_STREQ(thrown_by<std::domain_error>([&] { (void)pool.apply(twice, 1); }).value().what(), "no licence");
  EXPECT_THROW((void)pool.map(twice, std::vector{1, 2, 3}), std::domain_error);
  EXPECT_THROW((void)pool.apply_async(twice, 1), std::domain_error);
}

TEST(PoolInitializer, OneThatThrowsLeavesNoDescriptorAndNoProcess) {
  const std::size_t descriptors = children::open_descriptors();
  for (int i = 0; i < children::scaled(20); ++i) {
    Pool pool{{.processes = 2, .initializer = [] { throw std::domain_error{"no"}; }}};
    EXPECT_THROW((void)pool.apply(twice, 1), std::domain_error);
  }
  EXPECT_EQ(children::open_descriptors(), descriptors);
  EXPECT_TRUE(children::children_of(::getpid()).empty());
}

TEST(PoolInitializer, OneThatThrowsEndsTheTasksThatHaveFailedWithIt) {
  const SharedArray<int> started(2);
  const auto initializer = [started] {
    if (std::atomic_ref{started[0]}.fetch_add(1) >= 2) throw std::domain_error{"no"};
  };
  Pool pool{{.processes = 2, .initializer = initializer}};
  auto endless = pool.apply_async(sleep_for_ever, 1);
  EXPECT_TRUE(children::eventually([&] { return std::atomic_ref{started[0]}.load() == 2; }));
  auto dies = pool.apply_async([] { ::raise(SIGKILL); });
  EXPECT_THROW(endless.get(), std::domain_error);
  pool.close();
  pool.join();
}

TEST(PoolInitializer, OneThatThrowsFailsEveryTaskThatWaits) {
  const Tally tally;
  int* const gate = tally.get();
  Pool pool{PoolOptions{.processes = 2, .initializer = [gate] {
                          (void)reaches(gate, 1);
                          throw std::domain_error{"no licence"};
                        }}};
  std::vector<AsyncResult<int>> results;
  for (int i = 0; i < 20; ++i) results.push_back(pool.apply_async(twice, i));
  add_to(gate);
  for (auto& result : results) EXPECT_THROW((void)result.get(), std::domain_error);
}

TEST(PoolInitializer, OneThatAlwaysDiesEndsThePoolRatherThanGoingOnForEver) {
  for (const bool by_signal : {false, true}) {
    Pool pool{PoolOptions{.processes = 2, .initializer = [by_signal] {
                            if (by_signal) die_by(SIGKILL);
                            ::_exit(3);
                          }}};
    const auto error = thrown_by<Error>([&] { (void)pool.apply(twice, 1); });
    EXPECT_THAT(error.value().what(), testing::HasSubstr(by_signal ? "-9" : "3"));
    EXPECT_EQ(dynamic_cast<const WorkerDied*>(&*error), nullptr) << "no task is to blame";
  }
}

TEST(PoolInitializer, OneThatDiesNowAndThenBlamesNoTask) {
  const Tally tally;
  int* const births = tally.get();
  Pool pool{PoolOptions{.processes = 2, .initializer = [births] {
                          if (add_to(births) % 3 != 0) ::_exit(3);
                        }}};
  for (int i = 0; i < 30; ++i) EXPECT_EQ(pool.apply(twice, i), 2 * i);
}

TEST(PoolInitializer, OneThatForksHasOneWorkerAllTheSame) {
  const Tally tally;
  int* const answers = tally.get();
  Pool pool{PoolOptions{.processes = 1, .initializer = [] { (void)::fork(); }}};
  EXPECT_EQ(pool.map([answers](int) { return add_to(answers); }, std::vector(5, 0)), (std::vector{1, 2, 3, 4, 5}));
}

TEST(PoolFinalizer, RunsInWorkersThatAreNotNeededAnyMore) {
  const Tally tally;
  int* const runs = tally.get();
  {
    Pool pool{PoolOptions{.processes = 3, .finalizer = [runs] { add_to(runs); }}};
    EXPECT_THROW(pool.apply([] { ::_exit(1); }), WorkerDied);
    (void)pool.map(twice, std::views::iota(0, 100));
  }
  EXPECT_EQ(value_of(runs), 3) << "once in each, and not in the one that died";
}

TEST(PoolFinalizer, DoesNotRunWhenThePoolIsTerminated) {
  const Tally tally;
  int* const runs = tally.get();
  {
    Pool pool{PoolOptions{.processes = 2, .finalizer = [runs] { add_to(runs); }}};
    (void)pool.map(twice, std::views::iota(0, 100));
    pool.terminate();
  }
  EXPECT_EQ(value_of(runs), 0);
}

TEST(PoolFinalizer, OneThatThrowsHarmsNoOtherWorker) {
  const Tally thrown_tally, finished_tally;
  int* const thrown = thrown_tally.get();
  int* const finished = finished_tally.get();
  for (int round = 1; round <= 5; ++round) {
    Pool pool{PoolOptions{.processes = 3, .finalizer = [thrown, finished] {
                            if (current_worker().index() == 2) {
                              add_to(thrown);
                              throw std::runtime_error{"a bad finalizer"};
                            }
                            ::usleep(100'000);
                            add_to(finished);
                          }}};
    (void)pool.map(twice, std::views::iota(0, 100));
    pool.close();
    pool.join();
    EXPECT_EQ(value_of(thrown), round);
    EXPECT_EQ(value_of(finished), 2 * round) << "a worker that was not at fault has been killed";
  }
}

TEST(PoolFinalizer, OneThatDiesIsNotWaitedForForEver) {
  Pool pool{PoolOptions{.processes = 2, .finalizer = [] { ::_exit(1); }}};
  EXPECT_EQ(pool.apply(twice, 1), 2);
}

}  // namespace
}  // namespace polyproc
