#include "polyproc/wait.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <thread>
#include <vector>

#include "polyproc/pool.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

int twice(int x) { return 2 * x; }

class Gate {
 public:
  void open() { add_to(tally_.get()); }
  /// A task that ends when the gate is open.
  auto task() const {
    return [tally = tally_.get()](int x) { return reaches(tally, 1) ? x : -1; };
  }

 private:
  Tally tally_;
};

TEST(Wait, ReturnsWhenAllHaveEnded) {
  Pool pool{2};
  std::vector<AsyncResult<int>> results;
  for (int i = 0; i < 100; ++i) results.push_back(pool.apply_async(twice, i));
  const auto waited = wait(results);
  EXPECT_EQ(waited.done.size(), 100U);
  EXPECT_THAT(waited.not_done, IsEmpty());
  EXPECT_TRUE(std::ranges::all_of(results, [](const auto& result) { return result.ready(); }));
}

TEST(Wait, ReturnsAfterTheTimeoutWithWhatThereIs) {
  Gate gate;
  Pool pool{2};
  std::vector results{pool.apply_async(gate.task(), 1), pool.apply_async(twice, 2)};
  EXPECT_EQ(results[1].get(), 4);
  const auto begin = std::chrono::steady_clock::now();
  const auto waited = wait(results, 50ms);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 50ms);
  EXPECT_THAT(waited.done, ElementsAre(1));
  EXPECT_THAT(waited.not_done, ElementsAre(0));
  gate.open();
}

TEST(Wait, ATimeoutOfZeroIsALook) {
  Gate gate;
  Pool pool{1};
  std::vector results{pool.apply_async(gate.task(), 1)};
  EXPECT_THAT(wait(results, 0s).done, IsEmpty());
  gate.open();
}

TEST(Wait, ReturnsWithTheFirstOrWithTheFirstError) {
  Gate gate;
  Pool pool{2};
  const auto fail = [](int) -> int { throw std::runtime_error{"no"}; };
  std::vector results{pool.apply_async(gate.task(), 1), pool.apply_async(twice, 2)};
  EXPECT_THAT(wait(results, {}, ReturnWhen::first_completed).done, ElementsAre(1));
  results.push_back(pool.apply_async(fail, 3));
  EXPECT_THAT(wait(results, {}, ReturnWhen::first_exception).done, UnorderedElementsAre(1, 2));
  gate.open();
  EXPECT_THAT(wait(results, {}, ReturnWhen::all_completed).not_done, IsEmpty());
}

TEST(Wait, ForNothingReturnsAtOnce) {
  std::vector<AsyncResult<int>> none;
  EXPECT_THAT(wait(none).done, IsEmpty());
}

TEST(Wait, ForResultsOfSeveralPools) {
  Pool first{1};
  Pool second{PoolOptions{.processes = 1}};
  std::vector<AsyncResult<int>> results;
  for (int i = 0; i < 20; ++i) results.push_back((i % 2 == 0 ? first : second).apply_async(twice, i));
  EXPECT_EQ(wait(results).done.size(), 20U);
}

TEST(AsCompletedRange, GivesResultsInTheOrderInWhichTheyEnd) {
  Gate first, second;
  Pool pool{3};
  std::vector results{pool.apply_async(first.task(), 1), pool.apply_async(second.task(), 2),
                      pool.apply_async(twice, 3)};
  std::vector<int> order;
  for (auto& result : as_completed(results)) {
    order.push_back(result.get());
    if (order.size() == 1) second.open();
    if (order.size() == 2) first.open();
  }
  EXPECT_THAT(order, ElementsAre(6, 2, 1));
}

TEST(AsCompletedRange, GivesEachExactlyOnceAlsoThoseThatHaveEndedBefore) {
  Pool pool{2};
  std::vector<AsyncResult<int>> results;
  for (int i = 0; i < 1000; ++i) results.push_back(pool.apply_async(twice, i));
  results[500].get();
  int sum = 0, count = 0;
  for (auto& result : as_completed(results)) {
    sum += result.get();
    ++count;
  }
  EXPECT_EQ(count, 1000);
  EXPECT_EQ(sum, 999'000);
}

TEST(AsCompletedRange, ThrowsTimeoutWhenItsTimeIsOver) {
  Gate gate;
  Pool pool{1};
  std::vector results{pool.apply_async(gate.task(), 1)};
  EXPECT_THROW(
      {
        for (auto& result : as_completed(results, 30ms)) (void)result;
      },
      Timeout);
  gate.open();
}

TEST(AsCompletedRange, OnSeveralThreadsAtOnceGivesEachItsOwn) {
  Pool pool{2};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&pool] {
      std::vector<AsyncResult<int>> results;
      for (int i = 0; i < 200; ++i) results.push_back(pool.apply_async(twice, i));
      int sum = 0;
      for (auto& result : as_completed(results)) sum += result.get();
      EXPECT_EQ(sum, 39'800);
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST(Wait, CountsCancelledOnesAmongThoseThatHaveEnded) {
  Gate gate;
  Pool pool{1};
  std::vector results{pool.apply_async(gate.task(), 1), pool.apply_async(twice, 2)};
  results[0].cancel();
  const auto waited = wait(results);
  EXPECT_THAT(waited.done, UnorderedElementsAre(0, 1));
  EXPECT_THROW(results[0].get(), Cancelled);
}

TEST(Wait, TellsTheSameResultTwiceIfItIsAskedForTwice) {
  Pool pool{1};
  const auto result = pool.apply_async(twice, 1);
  std::vector results{result, result};
  EXPECT_THAT(wait(results).done, UnorderedElementsAre(0, 1));
}

TEST(AsCompletedRange, GivesTheSameResultTwiceIfItIsAskedForTwice) {
  Pool pool{1};
  const auto result = pool.apply_async(twice, 4);
  std::vector results{result, result};
  int seen = 0;
  for (auto& ended : as_completed(results)) seen += ended.get();
  EXPECT_EQ(seen, 16);
}

TEST(AsCompletedRange, GivesWhatHasEndedBeforeItsTimeIsOver) {
  Gate gate;
  Pool pool{2};
  std::vector results{pool.apply_async(gate.task(), 1), pool.apply_async(twice, 2)};
  std::vector<int> seen;
  EXPECT_THROW(
      {
        for (auto& ended : as_completed(results, 200ms)) seen.push_back(ended.get());
      },
      Timeout);
  EXPECT_THAT(seen, ElementsAre(4));
  gate.open();
}

}  // namespace
}  // namespace polyproc
