#include "polyproc/task_random.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <random>
#include <ranges>
#include <set>
#include <stdexcept>
#include <vector>

#include "polyproc/pool.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using testing::ElementsAre;

TEST(TaskRandom, IsPhilox4x32WithTenRounds) {
  // The known answers for key 0, counter 0, published with Random123 (kat_vectors).
  TaskRandom random{{.seed = 0, .call = 0, .item = 0}};
  std::vector<std::uint32_t> numbers;
  for (int i = 0; i < 4; ++i) numbers.push_back(random());
  EXPECT_THAT(numbers, ElementsAre(0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U));
}

TEST(TaskRandom, StreamsDifferInSeedCallAndItem) {
  std::set<std::uint32_t> firsts;
  for (const RandomStream stream :
       {RandomStream{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {std::uint64_t{1} << 40, 0, 0}, {0, 0, std::uint64_t{1} << 40}}) {
    firsts.insert(TaskRandom{stream}());
  }
  EXPECT_EQ(firsts.size(), 5U);
}

TEST(TaskRandom, BelongsToATask) {
  EXPECT_THROW(task_random(), std::logic_error);
  Pool pool{1};
  EXPECT_NO_THROW(pool.apply([] { return task_random()(); }));
}

std::uint32_t draw(int) {
  task_random()();
  return task_random()();
}

std::vector<std::uint32_t> draws(PoolOptions options, TaskOptions task = {}) {
  options.seed = 7;
  Pool pool{options};
  (void)pool.map(draw, std::views::iota(0, 10));  // another call: its streams are others
  return pool.with(task).map(draw, std::views::iota(0, 100));
}

TEST(TaskRandom, IsTheSameForAnyNumberOfWorkersAndAnyChunks) {
  const auto expected = draws({.processes = 1});
  EXPECT_EQ(std::set<std::uint32_t>(expected.begin(), expected.end()).size(), 100U);
  EXPECT_EQ(draws({.processes = 2}), expected);
  EXPECT_EQ(draws({.processes = 8}), expected);
  EXPECT_EQ(draws({.processes = 2}, {.chunksize = 1}), expected);
  EXPECT_EQ(draws({.processes = 2}, {.chunksize = 7}), expected);
}

TEST(TaskRandom, IsTheSameAfterARetry) {
  SharedArray<int> starts(100);
  Pool pool{{.processes = 2, .seed = 7, .task = {.max_retries = 1}}};
  const auto draw_at_second_try = [counts = starts.data()](int i) {
    const auto number = task_random()();
    if (i % 10 == 0 && add_to(counts + i) == 1) ::_exit(1);
    return number;
  };
  const auto numbers = pool.map(draw_at_second_try, std::views::iota(0, 100));
  for (std::uint64_t i = 0; i < 100; ++i) EXPECT_EQ(numbers[i], (TaskRandom{{7, 0, i}}())) << i;
}

TEST(TaskRandom, OfALazyMapIsThatOfAMap) {
  Pool pool{{.processes = 2, .seed = 7}};
  std::uint64_t item = 0;
  for (const auto number :
       pool.with({.chunksize = 3}).imap([](int) { return task_random()(); }, std::views::iota(0, 50))) {
    EXPECT_EQ(number, (TaskRandom{{7, 0, item++}}()));
  }
}

TEST(TaskRandom, OfACallWithASeedOfItsOwnDoesNotDependOnTheCallsBefore) {
  Pool pool{2};
  const auto first = pool.with({.seed = 5}).map(draw, std::views::iota(0, 20));
  (void)pool.map(draw, std::views::iota(0, 20));
  EXPECT_EQ(pool.with({.seed = 5}).map(draw, std::views::iota(0, 20)), first);
  EXPECT_NE(pool.with({.seed = 6}).map(draw, std::views::iota(0, 20)), first);
}

TEST(TaskRandom, WithoutASeedOneIsDrawnAndTold) {
  std::uint64_t seed = 0;
  std::vector<std::uint32_t> numbers;
  {
    Pool pool{1};
    seed = pool.seed();
    numbers = pool.map(draw, std::views::iota(0, 20));
  }
  Pool again{{.processes = 2, .seed = seed}};
  EXPECT_EQ(again.map(draw, std::views::iota(0, 20)), numbers);
  Pool other{1};
  EXPECT_NE(other.seed(), seed);
}

TEST(TaskRandom, ServesTheStandardDistributions) {
  Pool pool{{.processes = 2, .seed = 1}};
  const auto normal =
      pool.map([](int) { return std::normal_distribution<double>{}(task_random()); }, std::views::iota(0, 10'000));
  double sum = 0, squares = 0;
  for (const double x : normal) {
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / 10'000, 0, 0.05);
  EXPECT_NEAR(squares / 10'000, 1, 0.1);
}

}  // namespace
}  // namespace polyproc
