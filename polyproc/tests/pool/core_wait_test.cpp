// Waiting: one thread leads, the others follow.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <numeric>
#include <ranges>
#include <string>
#include <thread>
#include <vector>

#include "pool/core.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;

int twice(int x) { return 2 * x; }
int sleep_us(int microseconds) {
  ::usleep(static_cast<useconds_t>(microseconds));
  return microseconds;
}

int work_us(int microseconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds{microseconds};
  while (std::chrono::steady_clock::now() < end) {
  }
  return microseconds;
}

template <class Body>
void on_threads(int count, Body body) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back([i, &body] { body(i); });
  for (auto& thread : threads) thread.join();
}

TEST(Wait, EightThreadsMayUseOnePool) {
  Pool pool{2};
  std::atomic<int> wrong = 0;
  on_threads(8, [&](int thread) {
    for (int i = 0; i < children::scaled(400); ++i) {
      const int x = 1000 * thread + i;
      switch (i % 5) {
        case 0:
          if (pool.apply(twice, x) != 2 * x) ++wrong;
          break;
        case 1: {
          const auto all = pool.map(twice, std::views::iota(x, x + 50));
          for (int k = 0; k < 50; ++k) {
            if (all[static_cast<std::size_t>(k)] != 2 * (x + k)) ++wrong;
          }
          break;
        }
        case 2: {
          auto result = pool.apply_async(sleep_us, i % 300);
          try {
            if (result.get_for(100us) != i % 300) ++wrong;
          } catch (const Timeout&) {
            if (result.get() != i % 300) ++wrong;
          }
          break;
        }
        case 3: {
          auto first = pool.apply_async(twice, x);
          auto second = pool.map_async(twice, std::vector{x, x + 1});
          if (second.get()[1] != 2 * (x + 1) || first.get() != 2 * x) ++wrong;
          break;
        }
        default:
          try {
            (void)pool.apply([](int y) -> int { throw std::out_of_range{std::to_string(y)}; }, x);
            ++wrong;
          } catch (const std::out_of_range& error) {
            if (error.what() != std::to_string(x)) ++wrong;
          }
      }
    }
  });
  EXPECT_EQ(wrong, 0);
}

TEST(Wait, EightThreadsStandDeaths) {
  Pool pool{2};
  std::atomic<int> wrong = 0;
  on_threads(8, [&](int thread) {
    for (int i = 0; i < children::scaled(30); ++i) {
      if (thread % 4 == 0) {
        try {
          pool.apply([] { ::_exit(7); });
          ++wrong;
        } catch (const WorkerDied& died) {
          if (died.exitcode() != 7) ++wrong;
        }
      } else if (pool.apply(twice, i) != 2 * i) {
        ++wrong;
      }
    }
  });
  EXPECT_EQ(wrong, 0);
}

// A leader whose call is done wakes another thread to take its place. If that one's call is done too, a third has to.
TEST(Wait, SomebodyLeadsAsLongAsSomebodyWaits) {
  Pool pool{4};
  for (int round = 0; round < children::scaled(300); ++round) {
    std::vector<AsyncResult<int>> results;
    // Several end at the same time, and one later.
    for (int i = 0; i < 3; ++i) results.push_back(pool.apply_async(sleep_us, 1'000));
    results.push_back(pool.apply_async(sleep_us, 5'000));
    on_threads(4, [&](int i) { EXPECT_TRUE(results[static_cast<std::size_t>(i)].wait_for(60s)); });
  }
}

TEST(Wait, AFollowerThatGivesUpDoesNotTakeTheLeadWithIt) {
  Pool pool{3};
  for (int round = 0; round < children::scaled(200); ++round) {
    auto quick = pool.apply_async(sleep_us, 1'000);
    auto slow = pool.apply_async(sleep_us, 4'000);
    std::thread leader{[&] { (void)quick.get(); }};
    std::thread impatient{[&] { (void)slow.wait_for(std::chrono::microseconds{900 + round}); }};
    std::thread patient{[&] { EXPECT_TRUE(slow.wait_for(60s)); }};
    leader.join();
    impatient.join();
    patient.join();
  }
}

TEST(Wait, AThreadIsWokenWhenAnotherOneLeads) {
  const Tally tally;
  int* const gate = tally.get();
  Pool pool{2};
  auto held = pool.apply_async([gate] { return reaches(gate, 1); });
  std::thread leader{[&] { EXPECT_TRUE(held.get()); }};
  std::this_thread::sleep_for(20ms);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(pool.apply(twice, i), 2 * i);
  add_to(gate);
  leader.join();
}

TEST(Wait, ALookSeesWhatIsDoneThoughAnotherThreadHasTimeToSleep) {
  const Tally gate;
  Pool pool{1};
  pool.map(work_us, std::vector(1000, 60));  // several items go to a worker in advance, and last a while
  auto result = pool.apply_async(sleep_us, 50'000);
  std::thread other{[&] {
    const auto wait_at_zero = [open = gate.get()](int x) { return x != 0 || reaches(open, 1) ? x : -1; };
    EXPECT_EQ(pool.map(wait_at_zero, std::views::iota(0, 1000))[0], 0);
  }};
  EXPECT_TRUE(children::eventually([&] { return result.ready(); }, 10s)) << "although it is done";
  add_to(gate.get());
  other.join();
}

TEST(Wait, TimesOutNotBeforeItsTime) {
  Pool pool{1};
  auto result = pool.apply_async([] {
    for (;;) ::pause();
    return 0;
  });
  for (const auto timeout : {0ms, 1ms, 10ms, 50ms}) {
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_THROW((void)result.get_for(timeout), Timeout);
    EXPECT_GE(std::chrono::steady_clock::now() - begin, timeout);
  }
  std::thread leader{[&] { EXPECT_THROW((void)result.get(), Cancelled); }};
  std::this_thread::sleep_for(10ms);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THROW((void)result.get_for(30ms), Timeout) << "of one that follows";
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 30ms);
  EXPECT_TRUE(result.cancel());
  leader.join();
}

TEST(Wait, ThreadsMayMapNothingWithFunctionObjectsAtOnce) {
  struct Named {
    std::string name;
    int operator()(int x) const { return x + static_cast<int>(name.size()); }
  };
  Pool pool{2};
  on_threads(4, [&](int thread) {
    for (int i = 0; i < children::scaled(2'000); ++i) {
      if (thread == 0) {
        EXPECT_EQ(pool.apply(Named{"abc"}, i), i + 3);
      } else {
        EXPECT_TRUE(pool.map(Named{"abc"}, std::vector<int>{}).empty());
      }
    }
  });
}

TEST(Wait, ManyThreadsMayThenAndCancelAndLookAtOnce) {
  Pool pool{2};
  std::atomic<int> called = 0;
  on_threads(6, [&](int thread) {
    for (int i = 0; i < children::scaled(300); ++i) {
      auto result = pool.apply_async(sleep_us, i % 50);
      if (thread % 3 == 0) result.then([&](int) { ++called; }, [&](const std::exception_ptr&) { ++called; });
      if (thread % 3 == 1) (void)result.cancel();
      if (thread % 3 == 2) {
        while (!result.ready()) std::this_thread::yield();
      }
    }
  });
  pool.close();
  pool.join();
  EXPECT_EQ(called, 2 * children::scaled(300));
}

}  // namespace
}  // namespace polyproc
