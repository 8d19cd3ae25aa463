// Giving out work.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <ranges>
#include <string>
#include <vector>

#include "pool/core.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;

int twice(int x) { return 2 * x; }

TEST(Dispatch, EveryChunkSizeGivesTheSameResults) {
  Pool pool{3};
  const auto items = std::views::iota(0, 5'000);
  std::vector<int> expected;
  for (const int item : items) expected.push_back(2 * item);
  EXPECT_EQ(pool.map(twice, items), expected);
  for (const std::size_t chunk :
       {std::size_t{1}, std::size_t{7}, std::size_t{64}, std::size_t{1'000}, std::size_t{5'000}, ~std::size_t{0}}) {
    EXPECT_EQ(pool.with({.chunksize = chunk}).map(twice, items), expected) << chunk;
  }
}

TEST(Dispatch, EachItemRunsOnceWhateverTheChunks) {
  Pool pool{3};
  const SharedArray<int> runs(3'000);
  const auto count = [](int i, SharedArray<int> array) { add_to(&array[static_cast<std::size_t>(i)]); };
  std::vector<std::pair<int, SharedArray<int>>> items;
  for (int i = 0; i < 3'000; ++i) items.emplace_back(i, runs);
  int rounds = 0;
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, std::size_t{64}, std::size_t{1'000}}) {
    pool.with({.chunksize = chunk}).starmap(count, items);
    ++rounds;
    EXPECT_EQ(std::ranges::count(runs, rounds), 3'000) << chunk;
  }
  pool.starmap(count, items);
  EXPECT_EQ(std::ranges::count(runs, rounds + 1), 3'000);
}

// What is queued behind a slow item is given to others: otherwise the tally never gets there.
TEST(Dispatch, ASlowItemDoesNotHoldTheOthersBack) {
  const Tally tally;
  int* const done = tally.get();
  Pool pool{2};
  for (int round = 0; round < 3; ++round) {
    *done = 0;
    const auto results = pool.map(
        [done](int x) {
          if (x == 0 && !reaches(done, 499)) return -1;
          add_to(done);
          return x;
        },
        std::views::iota(0, 500));
    EXPECT_EQ(results[0], 0) << "the others have waited for it";
    EXPECT_EQ(results[499], 499);
  }
}

TEST(Dispatch, ATaskBehindASlowOneIsGivenToAnIdleWorker) {
  const Tally tally;
  int* const done = tally.get();
  Pool pool{2};
  for (int round = 0; round < 20; ++round) {
    *done = 0;
    auto slow = pool.apply_async([done] { return reaches(done, 10); });
    std::vector<AsyncResult<int>> quick;
    for (int i = 0; i < 10; ++i) quick.push_back(pool.apply_async([done] { return add_to(done); }));
    EXPECT_TRUE(slow.get());
    for (auto& result : quick) EXPECT_LE(result.get(), 10);
  }
}

TEST(Dispatch, TwoSlowTasksRunAtOnce) {
  const Tally tally;
  int* const met = tally.get();
  Pool pool{2};
  for (int round = 1; round <= 50; ++round) {
    const auto meet = [met](int n) {
      add_to(met);
      return reaches(met, n);
    };
    auto first = pool.apply_async(meet, 2 * round);
    auto second = pool.apply_async(meet, 2 * round);
    EXPECT_TRUE(first.get());
    EXPECT_TRUE(second.get());
  }
}

TEST(Dispatch, TakesAHundredThousandTasksBeforeTheFirstResultIsAskedFor) {
  Pool pool{2};
  const int count = children::scaled(100'000);
  std::vector<AsyncResult<int>> results;
  results.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) results.push_back(pool.apply_async(twice, i));
  for (int i = 0; i < count; ++i) ASSERT_EQ(results[static_cast<std::size_t>(i)].get(), 2 * i);
}

TEST(Dispatch, RunsWhatNobodyWaitsFor) {
  const Tally tally;
  int* const ran = tally.get();
  Pool pool{2};
  const int count = children::scaled(20'000);
  for (int i = 0; i < count; ++i) (void)pool.apply_async([ran] { add_to(ran); });
  EXPECT_TRUE(reaches(ran, count));
}

TEST(Dispatch, ResultsThatNobodyTakesDoNotStopTheWorkers) {
  const Tally tally;
  int* const ran = tally.get();
  Pool pool{1};
  // A ring holds a quarter of a megabyte.
  for (int i = 0; i < 300; ++i) {
    (void)pool.apply_async([ran] {
      add_to(ran);
      return std::string(30'000, 'x');
    });
  }
  EXPECT_TRUE(reaches(ran, 300));
}

TEST(Dispatch, SendsHugeArguments) {
  Pool pool{2};
  const std::string huge(std::size_t{64} << 20U, 'x');
  EXPECT_EQ(pool.apply([](const std::string& text) { return text.size(); }, huge), huge.size());
  std::vector<std::string> large;
  for (int i = 0; i < 40; ++i)
    large.emplace_back(static_cast<std::size_t>(i) * 20'000, static_cast<char>('a' + i % 26));
  const auto check = [](const std::string& text) {
    return std::ranges::count(text, text.empty() ? ' ' : text.front());
  };
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, std::size_t{40}}) {
    const auto counts = pool.with({.chunksize = chunk}).map(check, large);
    for (std::size_t i = 0; i < large.size(); ++i) EXPECT_EQ(static_cast<std::size_t>(counts[i]), large[i].size());
  }
  EXPECT_EQ(pool.map(check, large).size(), 40U);
}

TEST(Dispatch, SendsAHugeFunctionObject) {
  struct Huge {
    std::string text;
    std::size_t operator()(int n) const { return text.size() + static_cast<std::size_t>(n); }
  };
  Pool pool{2};
  const auto sizes = pool.map(Huge{std::string(std::size_t{10} << 20U, 'x')}, std::views::iota(0, 100));
  for (std::size_t i = 0; i < 100; ++i) EXPECT_EQ(sizes[i], (std::size_t{10} << 20U) + i);
}

TEST(Dispatch, SendsManyHandlesInOneTask) {
  Pool pool{1};
  const auto sum = [](const std::vector<SharedArray<int>>& arrays) {
    int total = 0;
    for (const auto& array : arrays) total += array[0];
    return total;
  };
  for (const int count : {10, 100, 1'000}) {
    std::vector<SharedArray<int>> arrays;
    for (int i = 0; i < count; ++i) {
      arrays.emplace_back(1);
      arrays.back()[0] = i;
    }
    auto result = pool.apply_async(sum, arrays);
    ASSERT_TRUE(result.wait_for(30s)) << count << " handles";
    EXPECT_EQ(result.get(), count * (count - 1) / 2);
  }
}

TEST(Dispatch, MapsOverManyHandles) {
  Pool pool{2};
  std::vector<SharedArray<int>> arrays;
  for (int i = 0; i < 1'000; ++i) {
    arrays.emplace_back(1);
    arrays.back()[0] = i;
  }
  const auto first = [](const SharedArray<int>& array) { return array[0]; };
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{50}, std::size_t{1'000}}) {
    auto result = pool.with({.chunksize = chunk}).map_async(first, arrays);
    ASSERT_TRUE(result.wait_for(30s)) << chunk;
    const auto numbers = result.get();
    for (int i = 0; i < 1'000; ++i) ASSERT_EQ(numbers[static_cast<std::size_t>(i)], i);
  }
}

TEST(Dispatch, AFunctionObjectUsedByManyCallsAtOnceIsRight) {
  struct Adder {
    std::string text;
    std::string operator()(const std::string& more) const { return text + more; }
  };
  Pool pool{2};
  for (int round = 0; round < 20; ++round) {
    std::vector<AsyncResult<std::string>> results;
    for (int i = 0; i < 50; ++i)
      results.push_back(pool.apply_async(Adder{std::to_string(i) + std::string(5'000, '-')}, "end"));
    for (int i = 0; i < 50; ++i) {
      EXPECT_EQ(results[static_cast<std::size_t>(i)].get(), std::to_string(i) + std::string(5'000, '-') + "end");
    }
  }
}

}  // namespace
}  // namespace polyproc
