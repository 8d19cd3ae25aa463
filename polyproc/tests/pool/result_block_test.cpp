// Maps from numbers to numbers, whose items and results travel in blocks.
#include "pool/result_block.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>
#include <ranges>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "polyproc/task_random.hpp"
#include "pool/deaths.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using internal::pool::block_shape;
using internal::pool::BlockShape;

enum class Colour : std::uint8_t { red, green, blue };

TEST(BlockShape, IsThatOfOneNumberAndANumber) {
  EXPECT_EQ((block_shape<int, char>()), (BlockShape{1, 4}));
  EXPECT_EQ((block_shape<Colour, long double>()), (BlockShape{sizeof(long double), 1}));
  EXPECT_FALSE((block_shape<bool, int>())) << "a byte that is neither 0 nor 1 would be no bool";
  EXPECT_FALSE((block_shape<void, int>()));
  EXPECT_FALSE((block_shape<int, int, int>()));
  EXPECT_FALSE((block_shape<int, std::string>()));
}

template <class From, class To>
void expect_map(Pool& pool, std::size_t count) {
  std::vector<From> items(count);
  std::iota(items.begin(), items.end(), From{});
  const auto convert = [](From x) { return static_cast<To>(x); };
  const std::vector<To> results = pool.map(convert, items);
  ASSERT_EQ(results.size(), count);
  for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(results[i], static_cast<To>(items[i])) << i;
}

TEST(Blocks, CarryNumbersOfEveryType) {
  Pool pool{2};
  expect_map<int, int>(pool, 10'000);
  expect_map<std::int8_t, std::int64_t>(pool, 10'000);
  expect_map<std::uint64_t, std::uint8_t>(pool, 10'000);
  expect_map<double, float>(pool, 10'000);
  expect_map<short, long double>(pool, 10'000);
  expect_map<long double, short>(pool, 10'000);
  EXPECT_EQ(pool.map([](Colour colour) { return static_cast<Colour>(2 - static_cast<int>(colour)); },
                     std::vector{Colour::red, Colour::green, Colour::blue}),
            (std::vector{Colour::blue, Colour::green, Colour::red}));
}

TEST(Blocks, MayBeLargerThanAnyRing) {
  Pool pool{2};
  expect_map<double, double>(pool.with({.chunksize = 1'000'000}), 1'000'000);
}

TEST(Blocks, AreFilledFromAnyRange) {
  Pool pool{2};
  const auto twice = [](int x) { return 2 * x; };
  const std::vector<int> expected{0, 4, 8, 12};
  EXPECT_EQ(pool.map(twice, std::views::iota(0, 8) | std::views::filter([](int x) { return x % 2 == 0; })), expected);
  EXPECT_EQ(pool.map(twice, std::vector<int>{}), std::vector<int>{});
  EXPECT_EQ(pool.starmap(twice, std::vector{std::tuple{0}, std::tuple{2}, std::tuple{4}, std::tuple{6}}), expected);
}

int throw_or_die(int x) {
  if (x % 10 == 3) throw std::out_of_range{std::to_string(x)};
  if (x % 100 == 55) die_by(SIGSEGV);
  return -x;
}

TEST(Blocks, EndWhereAnItemThrowsOrDiesAndGoOnBehindIt) {
  Pool pool{2};
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, std::size_t{64}, std::size_t{300}}) {
    auto outcomes = pool.with({.chunksize = chunk}).try_map(throw_or_die, std::views::iota(0, 300));
    for (int i = 0; i < 300; ++i) {
      auto& outcome = outcomes[static_cast<std::size_t>(i)];
      if (i % 10 == 3) {
        EXPECT_EQ(caught<std::out_of_range>(outcome.error())->what(), std::to_string(i));
      } else if (i % 100 == 55) {
        EXPECT_EQ(caught<WorkerDied>(outcome.error())->task_index(), static_cast<std::size_t>(i));
      } else {
        ASSERT_TRUE(outcome.has_value()) << i;
        EXPECT_EQ(outcome.value(), -i);
      }
    }
  }
}

TEST(Blocks, AreRetriedItemByItem) {
  const SharedArray<int> runs(100);
  const auto die_once = [counts = runs.data()](int i) {
    if (add_to(counts + i) == 1 && i % 20 == 7) die_by(SIGKILL);
    return i;
  };
  Pool pool{2};
  const auto results = pool.with({.max_retries = 1, .chunksize = 50}).map(die_once, std::views::iota(0, 100));
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(results[static_cast<std::size_t>(i)], i);
    EXPECT_EQ(runs[static_cast<std::size_t>(i)], i % 20 == 7 ? 2 : 1) << i;
  }
}

// With a time limit they travel one by one.
TEST(Blocks, GiveTheSameAsItemsThatTravelAlone) {
  Pool pool{2};
  const auto draw = [](int) { return task_random()(); };
  const auto items = std::views::iota(0, 1000);
  EXPECT_EQ(pool.with({.seed = 5}).map(draw, items),
            pool.with({.timeout = std::chrono::hours{1}, .seed = 5}).map(draw, items));
}

}  // namespace
}  // namespace polyproc
