#include "polyproc/pool.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <deque>
#include <forward_list>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <ranges>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "children/in_child.hpp"
#include "polyproc/cpu_count.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;

int cube(int x) { return x * x * x; }
int throw_if_three(int x) {
  if (x == 3) throw std::out_of_range{"three"};
  return x;
}

// ---- making one

TEST(Pool, HasAsManyWorkersAsAskedForOrOnePerCpu) {
  EXPECT_EQ(Pool{3}.processes(), 3);
  EXPECT_EQ(Pool{}.processes(), static_cast<int>(cpu_count()));
  EXPECT_EQ(Pool{PoolOptions{.processes = 2}}.processes(), 2);
}

TEST(Pool, RefusesImpossibleOptions) {
  EXPECT_THROW(Pool{-1}, std::invalid_argument);
  EXPECT_THROW(Pool{PoolOptions{.task = {.max_retries = -1}}}, std::invalid_argument);
  EXPECT_THROW(Pool{PoolOptions{.task = {.chunksize = 0}}}, std::invalid_argument);
  Pool pool{1};
  EXPECT_THROW(pool.with({.max_retries = -1}), std::invalid_argument);
  EXPECT_THROW(pool.with({.chunksize = 0}), std::invalid_argument);
}

TEST(Pool, RefusesToSpawnWithoutInit) {
  EXPECT_THROW(Pool{PoolOptions{.start_method = StartMethod::spawn}}, std::logic_error);
}

TEST(Pool, IsRefusedWhileOtherThreadsRunAndNamesTheRemedies) {
  std::atomic<bool> stop = false;
  std::thread other{[&] {
    while (!stop) std::this_thread::sleep_for(1ms);
  }};
  const auto error = thrown_by<std::logic_error>([] { Pool pool{1}; });
  stop = true;
  other.join();
  EXPECT_THAT(error.value().what(),
              testing::AllOf(testing::HasSubstr("spawn"), testing::HasSubstr("fork_with_threads")));
  EXPECT_EQ(Pool{1}.apply(cube, 2), 8);
}

TEST(Pool, OfAHundredWorkersUsesThemAll) {
  const Tally tally;
  int* const running = tally.get();
  Pool pool{100};
  // Each task waits until all run: with one worker too few it would wait for ever.
  const auto indexes = pool.with({.chunksize = 1})
                           .map(
                               [running](int) {
                                 add_to(running);
                                 return reaches(running, 100) ? current_worker().index() : -1;
                               },
                               std::views::iota(0, 100));
  EXPECT_EQ(std::set(indexes.begin(), indexes.end()).size(), 100U);
  EXPECT_EQ(*std::ranges::max_element(indexes), 99);
  EXPECT_EQ(*std::ranges::min_element(indexes), 0);
}

// ---- the ways to call

TEST(Pool, AppliesAFunction) {
  Pool pool{2};
  EXPECT_EQ(pool.apply(cube, 3), 27);
  EXPECT_EQ(pool.apply_async(cube, 4).get(), 64);
  EXPECT_NE(pool.apply([] { return ::getpid(); }), ::getpid());
}

TEST(Pool, MapsInOrder) {
  Pool pool{3};
  std::vector<int> items(1'000);
  std::iota(items.begin(), items.end(), -500);
  std::vector<int> cubes;
  for (const int item : items) cubes.push_back(cube(item));
  EXPECT_EQ(pool.map(cube, items), cubes);
  EXPECT_EQ(pool.map_async(cube, items).get(), cubes);
  auto outcomes = pool.try_map(cube, items);
  ASSERT_EQ(outcomes.size(), cubes.size());
  for (std::size_t i = 0; i < cubes.size(); ++i) EXPECT_EQ(outcomes[i].value(), cubes[i]);
}

TEST(Pool, StarmapsTuplesPairsAndArrays) {
  Pool pool{2};
  const auto subtract = [](int a, int b) { return a - b; };
  EXPECT_EQ(pool.starmap(subtract, std::vector<std::pair<int, int>>{{5, 3}, {1, 9}}), (std::vector{2, -8}));
  EXPECT_EQ(pool.starmap(subtract, std::vector<std::tuple<int, int>>{{5, 3}}), (std::vector{2}));
  EXPECT_EQ(pool.starmap(subtract, std::vector<std::array<int, 2>>{{5, 3}}), (std::vector{2}));
  EXPECT_EQ(pool.starmap_async(subtract, std::map<int, int>{{1, 2}, {3, 5}}).get(), (std::vector{-1, -2}));
  const auto join = [](const std::string& a, int n, double x) { return a + std::to_string(n) + (x > 0 ? "+" : "-"); };
  EXPECT_EQ(pool.starmap(join, std::vector<std::tuple<std::string, int, double>>{{"a", 1, 2.0}, {"b", 2, -1.0}}),
            (std::vector<std::string>{"a1+", "b2-"}));
  EXPECT_EQ(pool.starmap([] { return 1; }, std::vector<std::tuple<>>(3)), (std::vector{1, 1, 1}));
}

TEST(Pool, CallsFunctionsThatReturnNothing) {
  Pool pool{2};
  const SharedArray<int> calls(1);
  const auto count = [](const SharedArray<int>& counter) { add_to(counter.data()); };
  pool.apply(count, calls);
  pool.apply_async(count, calls).get();
  pool.map(count, std::vector(10, calls));
  pool.map_async(count, std::vector(10, calls)).get();
  pool.starmap([](const SharedArray<int>& counter, int n) { add_to(counter.data(), n); },
               std::vector{std::pair{calls, 5}, std::pair{calls, 6}});
  pool.starmap_async([](const SharedArray<int>& counter, int n) { add_to(counter.data(), n); },
                     std::vector{std::pair{calls, 7}})
      .get();
  EXPECT_EQ(value_of(calls.data()), 22 + 18);
  const auto odd_fails = [](int x) {
    if (x % 2 == 1) throw std::runtime_error{std::to_string(x)};
  };
  const auto outcomes = pool.try_map(odd_fails, std::views::iota(0, 10));
  ASSERT_EQ(outcomes.size(), 10U);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(outcomes[i].has_value(), i % 2 == 0) << i;
  EXPECT_STREQ(thrown_by<std::runtime_error>([&] { pool.map(odd_fails, std::views::iota(0, 10)); }).value().what(),
               "1");
}

TEST(Pool, ThrowsTheFailureWithTheLowestIndexAfterEverythingHasRun) {
  Pool pool{3};
  const SharedArray<int> ran(1);
  const auto task = [](int x, const SharedArray<int>& counter) {
    add_to(counter.data());
    if (x >= 50 && x % 7 == 0) throw std::domain_error{std::to_string(x)};
    return x;
  };
  std::vector<std::tuple<int, SharedArray<int>>> items;
  for (int i = 0; i < 200; ++i) items.emplace_back(i, ran);
  EXPECT_STREQ(thrown_by<std::domain_error>([&] { (void)pool.starmap(task, items); }).value().what(), "56");
  EXPECT_EQ(value_of(ran.data()), 200);
}

TEST(Pool, TryMapGivesAValueOrAnErrorForEachItem) {
  Pool pool{2};
  auto outcomes = pool.try_map(throw_if_three, std::views::iota(0, 6));
  ASSERT_EQ(outcomes.size(), 6U);
  for (int i = 0; i < 6; ++i) {
    auto& outcome = outcomes[static_cast<std::size_t>(i)];
    EXPECT_EQ(outcome.has_value(), i != 3);
    if (i == 3) {
      EXPECT_THROW((void)outcome.value(), std::out_of_range);
      EXPECT_STREQ(caught<std::out_of_range>(outcome.error()).value().what(), "three");
    } else {
      EXPECT_EQ(outcome.value(), i);
      EXPECT_EQ(outcome.error(), nullptr);
    }
  }
}

// ---- ranges

TEST(Pool, MapsEmptyRanges) {
  Pool pool{2};
  const std::vector<int> none;
  EXPECT_TRUE(pool.map(cube, none).empty());
  EXPECT_TRUE(pool.map_async(cube, none).get().empty());
  EXPECT_TRUE(pool.try_map(cube, none).empty());
  EXPECT_TRUE(pool.with({.chunksize = 1}).map(cube, none).empty());
  EXPECT_TRUE(pool.starmap([](int a, int b) { return a + b; }, std::vector<std::pair<int, int>>{}).empty());
  pool.map([](int) {}, none);
  EXPECT_TRUE(pool.map_async(cube, none).ready());
  EXPECT_TRUE(pool.map_async(cube, none).successful());
  EXPECT_EQ(pool.apply(cube, 2), 8);
}

TEST(Pool, MapsRangesOfAnyKind) {
  Pool pool{2};
  const std::vector expected{1, 8, 27};
  EXPECT_EQ(pool.map(cube, std::array{1, 2, 3}), expected);
  EXPECT_EQ(pool.map(cube, std::list{1, 2, 3}), expected);
  EXPECT_EQ(pool.map(cube, std::forward_list{1, 2, 3}), expected);
  EXPECT_EQ(pool.map(cube, std::set{3, 2, 1}), expected);
  EXPECT_EQ(pool.map(cube, std::views::iota(1, 4)), expected);
  EXPECT_EQ(pool.map(cube, std::views::iota(1) | std::views::take(3)), expected);
  const int plain[] = {1, 2, 3};
  EXPECT_EQ(pool.map(cube, plain), expected);
  EXPECT_EQ(pool.map(cube, std::span{plain}), expected);
  EXPECT_EQ(pool.map(cube, std::views::reverse(std::vector{3, 2, 1})), expected);
  EXPECT_EQ(pool.map(cube, std::views::iota(0, 7) | std::views::filter([](int x) { return x % 2 == 1; })),
            (std::vector{1, 27, 125}));
  std::istringstream numbers{"1 2 3"};
  EXPECT_EQ(pool.map(cube, std::views::istream<int>(numbers)), expected);
  std::istringstream more{"1 2 3"};
  EXPECT_EQ(pool.map_async(cube, std::views::istream<int>(more)).get(), expected);
}

TEST(Pool, MapsBits) {
  Pool pool{2};
  const std::vector<bool> bits{true, false, true};
  EXPECT_EQ(pool.map([](bool b) { return !b; }, bits), (std::vector<bool>{false, true, false}));
  EXPECT_EQ(pool.map_async([](bool b) { return !b; }, bits).get(), (std::vector<bool>{false, true, false}));
  EXPECT_EQ(pool.map([](int x) { return x > 1; }, std::vector{1, 2}), (std::vector<bool>{false, true}));
  auto outcomes = pool.try_map([](int x) { return x > 1; }, std::vector{1, 2});
  EXPECT_FALSE(outcomes[0].value());
  EXPECT_TRUE(outcomes[1].value());
  EXPECT_TRUE(pool.apply([](bool b) { return !b; }, false));
}

TEST(Pool, AnErrorOfTheRangeComesOutAndThePoolCanBeUsed) {
  Pool pool{2};
  for (const int bad : {0, 1, 50}) {
    const auto range = std::views::iota(0, 100) | std::views::transform([bad](int x) {
                         if (x == bad) throw std::range_error{"in the range"};
                         return x;
                       });
    EXPECT_THROW((void)pool.map(cube, range), std::range_error);
    EXPECT_THROW((void)pool.map_async(cube, range), std::range_error);
    EXPECT_THROW((void)pool.try_map(cube, range), std::range_error);
    EXPECT_EQ(pool.map(cube, std::vector{1, 2}), (std::vector{1, 8}));
  }
}

// ---- functions

struct Scaled {
  std::string name;
  std::vector<double> factors;
  std::string operator()(double x) const {
    double sum = 0;
    for (const double factor : factors) sum += factor * x;
    return name + std::to_string(static_cast<int>(sum));
  }
};

struct Counting {
  int calls = 0;
  int operator()(int) { return ++calls; }
};

TEST(Pool, SendsFunctionObjectsWithTheirState) {
  Pool pool{2};
  EXPECT_EQ(pool.apply(Scaled{"x", {1, 2, 3}}, 2.0), "x12");
  EXPECT_EQ(pool.apply(Scaled{"y", {1}}, 2.0), "y2");
  EXPECT_EQ(pool.map(Scaled{"z", {10}}, std::vector{1.0, 2.0}), (std::vector<std::string>{"z10", "z20"}));
}

TEST(Pool, AFunctionObjectMayChangeItself) {
  Pool pool{1};
  EXPECT_EQ(pool.map(Counting{10}, std::vector(3, 0)), (std::vector{11, 12, 13}));
}

TEST(Pool, WhatAFunctionObjectChangesInItselfDoesNotReachTheNextCall) {
  Pool pool{1};
  const auto count = [n = 10](int) mutable { return ++n; };
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(pool.apply(Counting{10}, 0), 11);
    EXPECT_EQ(pool.map(count, std::vector(2, 0)), (std::vector{11, 12}));
  }
}

// Its cereal function uses the pool that it is sent to: this hangs if that is done under the pool's lock.
struct AsksThePool {
  static inline Pool* pool = nullptr;
  int value = 0;
  template <class Archive>
  void save(Archive& archive) const {
    archive(pool->apply(cube, 2));
  }
  template <class Archive>
  void load(Archive& archive) {
    archive(value);
  }
  int operator()(int x) const { return value + x; }
};
struct HoldsOneThatAsksThePool {
  AsksThePool part;
  int operator()(int x) const { return part(x); }
};

TEST(Pool, AFunctionObjectsOwnCodeRunsWithoutThePoolsLock) {
  Pool pool{1};
  AsksThePool::pool = &pool;
  EXPECT_EQ(pool.apply(AsksThePool{}, 1), 9);
  EXPECT_EQ(pool.apply(HoldsOneThatAsksThePool{}, 1), 9);
}

TEST(Pool, SendsCaptures) {
  Pool pool{2};
  for (int n = 0; n < 50; ++n) {
    const double factor = 0.5 * n;
    EXPECT_EQ(pool.apply([n, factor](int x) { return x * n + factor; }, 2), 2.5 * n);
  }
}

TEST(Pool, SendsPlainFunctionsByNameAndByPointer) {
  Pool pool{1};
  int (*pointer)(int) = &cube;
  EXPECT_EQ(pool.apply(cube, 2), 8);
  EXPECT_EQ(pool.apply(&cube, 2), 8);
  EXPECT_EQ(pool.apply(pointer, 2), 8);
  pointer = nullptr;
  EXPECT_THROW((void)pool.apply(pointer, 2), std::invalid_argument);
  EXPECT_EQ(pool.apply(cube, 2), 8);
}

TEST(Pool, TellsApartFunctionObjectsOfOneType) {
  Pool pool{2};
  for (int round = 0; round < 3; ++round) {
    // More than the pool keeps.
    for (int n = 0; n < 40; ++n) {
      EXPECT_EQ(pool.apply([n](int x) { return x + n; }, 1000), 1000 + n);
    }
  }
}

// ---- arguments and results

TEST(Pool, SendsLiteralsAsStrings) {
  Pool pool{1};
  EXPECT_EQ(pool.apply([](const std::string& text) { return text.size(); }, "four"), 4U);
  EXPECT_EQ(pool.apply([](std::string a, std::string b) { return a + b; }, "ab", std::string{"cd"}), "abcd");
  EXPECT_EQ(pool.apply([](auto text) { return text.size(); }, "four"), 4U);
  const char* const pointer = "pointer";
  EXPECT_EQ(pool.apply([](const std::string& text) { return text; }, pointer), "pointer");
  EXPECT_EQ(pool.map([](const std::string& text) { return text.size(); }, std::vector<const char*>{"a", "bc"}),
            (std::vector<std::size_t>{1, 2}));
}

TEST(Pool, SendsArgumentsThatCanOnlyBeMoved) {
  Pool pool{1};
  EXPECT_EQ(pool.apply([](std::unique_ptr<int> p) { return *p; }, std::make_unique<int>(7)), 7);
  std::vector<std::unique_ptr<int>> pointers;
  pointers.reserve(3);
  for (int i = 0; i < 3; ++i) pointers.push_back(std::make_unique<int>(i));
  EXPECT_EQ(pool.map([](std::unique_ptr<int> p) { return 2 * *p; }, pointers), (std::vector{0, 2, 4}));
}

TEST(Pool, ReturnsResultsThatCanOnlyBeMoved) {
  Pool pool{2};
  EXPECT_EQ(*pool.apply([](int x) { return std::make_unique<int>(x); }, 7), 7);
  const auto all = pool.map([](int x) { return std::make_unique<int>(x); }, std::vector{1, 2});
  EXPECT_EQ(*all[1], 2);
  auto outcomes = pool.try_map([](int x) { return std::make_unique<int>(x); }, std::vector{1, 2});
  EXPECT_EQ(*outcomes[1].value(), 2);
  EXPECT_EQ(*pool.map_async([](int x) { return std::make_unique<int>(x); }, std::vector{1, 2}).get()[0], 1);
}

TEST(Pool, ReturnsContainersOfWhatCanOnlyBeMoved) {
  Pool pool{1};
  const auto make = [](int n) {
    std::vector<std::unique_ptr<int>> made;
    for (int i = 0; i < n; ++i) made.push_back(std::make_unique<int>(i));
    return made;
  };
  EXPECT_EQ(pool.apply(make, 3).size(), 3U);
  EXPECT_EQ(pool.map(make, std::vector{1, 2})[1].size(), 2U);
}

struct Node {
  int value;
  std::vector<std::unique_ptr<Node>> children;
};

TEST(Pool, ReturnsStructuresWithContainersOfWhatCanOnlyBeMoved) {
  Pool pool{1};
  const auto make = [](int n) {
    Node node{n, {}};
    for (int i = 0; i < n; ++i) node.children.push_back(std::make_unique<Node>(Node{i, {}}));
    return node;
  };
  EXPECT_EQ(pool.apply(make, 3).children[2]->value, 2);
  EXPECT_EQ(pool.map(make, std::vector{1, 2})[1].children.size(), 2U);
  EXPECT_EQ(pool.try_map(make, std::vector{1, 2})[1].value().children.size(), 2U);
  EXPECT_EQ(pool.map_async(make, std::vector{1, 2}).get()[1].children.size(), 2U);
  auto result = pool.apply_async(make, 3);
  EXPECT_EQ(result.get().children.size(), 3U);
  EXPECT_THROW((void)result.get(), std::logic_error);
}

class Temperature {
 public:
  explicit Temperature(double degrees) : degrees_{degrees} {}
  [[nodiscard]] double degrees() const { return degrees_; }

 private:
  double degrees_;
};
static_assert(!std::is_default_constructible_v<Temperature>);

TEST(Pool, ReturnsResultsThatCannotBeMadeFromNothing) {
  Pool pool{2};
  EXPECT_EQ(pool.apply([](double x) { return Temperature{x}; }, 1.5).degrees(), 1.5);
  const auto all = pool.map([](double x) { return Temperature{x}; }, std::vector{1.0, 2.0});
  EXPECT_EQ(all[1].degrees(), 2.0);
  EXPECT_EQ(pool.map_async([](double x) { return Temperature{x}; }, std::vector{1.0, 2.0}).get()[0].degrees(), 1.0);
  EXPECT_EQ(pool.apply([](Temperature t) { return t.degrees(); }, Temperature{3.0}), 3.0);
}

struct Numbered {
  const int number = 0;
};
class OneOwner {
 public:
  OneOwner() = default;
  explicit OneOwner(int value) : value_{value} {}
  OneOwner(OneOwner&&) = default;
  OneOwner& operator=(OneOwner&&) = default;
  [[nodiscard]] int value() const { return value_; }

 private:
  int value_ = 0;
};
static_assert(std::is_trivially_copyable_v<Numbered> && std::is_trivially_copyable_v<OneOwner>);

TEST(Pool, ReturnsPlainValuesThatCannotBeAssignedOrCopied) {
  Pool pool{1};
  const auto number = [](int n) { return Numbered{n}; };
  EXPECT_EQ(pool.map(number, std::vector{1, 2})[1].number, 2);
  EXPECT_EQ(pool.try_map(number, std::vector{1, 2})[1].value().number, 2);
  EXPECT_EQ(pool.map_async(number, std::vector{1, 2}).get()[1].number, 2);
  const auto own = [](int n) { return OneOwner{n}; };
  EXPECT_EQ(pool.map(own, std::vector{1, 2})[1].value(), 2);
  EXPECT_EQ(pool.try_map(own, std::vector{1, 2})[1].value().value(), 2);
  EXPECT_EQ(pool.map_async(own, std::vector{1, 2}).get()[1].value(), 2);
}

TEST(Pool, ReturnsAValueWhereTheFunctionReturnsAReference) {
  Pool pool{1};
  const auto task = [](int x) -> const std::string& {
    static std::string kept;
    kept = std::to_string(x);
    return kept;
  };
  EXPECT_EQ(pool.apply(task, 7), "7");
  EXPECT_EQ(pool.map(task, std::vector{1, 2}), (std::vector<std::string>{"1", "2"}));
}

struct Person {
  std::string name;
  std::map<std::string, std::optional<int>> scores;
  std::tuple<int, std::deque<double>> rest;
  bool operator==(const Person&) const = default;
};

TEST(Pool, SendsStructuresAsTheyAre) {
  Pool pool{1};
  const Person ada{"Ada", {{"a", 1}, {"b", std::nullopt}}, {3, {1.5, 2.5}}};
  EXPECT_EQ(pool.apply([](Person p) { return p; }, ada), ada);
  EXPECT_EQ(pool.map([](Person p) { return p; }, std::vector(3, ada)), std::vector(3, ada));
  EXPECT_EQ(pool.apply([](int a, const std::string& b, std::vector<int> c, double d,
                          char e) { return a + int(b.size()) + c[0] + int(d) + e; },
                       1, std::string{"22"}, std::vector{3}, 4.0, '\5'),
            15);
}

// ---- options

TEST(PoolWith, MergesWhatIsSetOverWhatThePoolHas) {
  const Tally tally;
  int* const attempts = tally.get();
  Pool pool{PoolOptions{.processes = 1, .task = {.max_retries = 1}}};
  const auto die = [attempts] {
    add_to(attempts);
    ::_exit(1);
  };
  const auto attempts_of = [&](Pool& view) {
    *attempts = 0;
    const int told = thrown_by<WorkerDied>([&] { view.apply(die); }).value().attempts();
    EXPECT_EQ(told, value_of(attempts));
    return told;
  };
  EXPECT_EQ(attempts_of(pool), 2);
  EXPECT_EQ(attempts_of(pool.with({.max_retries = 0})), 1);
  EXPECT_EQ(attempts_of(pool.with({.max_retries = 2})), 3);
  EXPECT_EQ(attempts_of(pool.with({.chunksize = 5})), 2);
  EXPECT_EQ(attempts_of(pool.with({.max_retries = 2}).with({.chunksize = 5})), 3);
  EXPECT_EQ(attempts_of(pool), 2);
}

TEST(PoolWith, GivesAViewThatLivesAsLongAsThePool) {
  Pool pool{1};
  Pool& view = pool.with({.chunksize = 3});
  for (std::size_t i = 1; i < 100; ++i) EXPECT_EQ(pool.with({.chunksize = i}).apply(cube, 2), 8);
  EXPECT_EQ(&pool.with({.chunksize = 3}), &view);
  EXPECT_EQ(view.map(cube, std::vector{1, 2}), (std::vector{1, 8}));
  EXPECT_EQ(view.processes(), 1);
  view.close();
  EXPECT_THROW((void)pool.apply(cube, 1), PoolClosed);
  view.join();
}

// ---- several at once

TEST(Pool, TwoCanBeUsedAtOnce) {
  Pool one{2};
  Pool two{2};
  auto first = one.map_async(cube, std::views::iota(0, 1'000));
  auto second = two.map_async(cube, std::views::iota(0, 1'000));
  EXPECT_EQ(one.apply(cube, 2), two.apply(cube, 2));
  EXPECT_EQ(second.get(), first.get());
}

TEST(Pool, TheYoungerOfTwoMayOutliveTheOlder) {
  auto older = std::make_unique<Pool>(1);
  Pool younger{1};
  older.reset();
  EXPECT_EQ(younger.apply(cube, 2), 8);
}

TEST(Pool, ATaskMayHaveAPoolOfItsOwn) {
  if constexpr (children::kUnderTsan) GTEST_SKIP() << "ThreadSanitizer has two threads of its own in a forked child";
  Pool pool{2};
  const auto sums = pool.map(
      [](int n) {
        Pool inner{2};
        const auto cubes = inner.map(cube, std::views::iota(0, n));
        return std::accumulate(cubes.begin(), cubes.end(), 0);
      },
      std::vector{3, 4, 5});
  EXPECT_EQ(sums, (std::vector{9, 36, 100}));
}

TEST(Pool, ADeathInAPoolInsideATaskIsThatTasksBusiness) {
  Pool pool{1};
  EXPECT_EQ(pool.apply([] {
    Pool inner{1};
    try {
      inner.apply([] { ::_exit(3); });
    } catch (const WorkerDied& died) {
      return died.exitcode();
    }
    return -1;
  }),
            3);
}

TEST(Pool, ATaskMayUseTheWorkersCopyOfNoPoolOfTheProgram) {
  Pool pool{1};
  Pool* const copied = &pool;  // on purpose: what a worker sees there is inert
  const auto address = reinterpret_cast<std::uintptr_t>(copied);
  EXPECT_THROW((void)pool.apply([address] { return reinterpret_cast<Pool*>(address)->apply(cube, 2); }),
               std::logic_error);
}

Pool& static_pool() {
  static Pool pool{2};
  return pool;
}

TEST(Pool, MayBeAStaticObject) {
  EXPECT_EQ(children::in_child([] {
              const bool right = static_pool().map(cube, std::vector{1, 2}) == std::vector{1, 8};
              std::exit(right ? 0 : 1);
              return 1;
            }),
            0);
}

TEST(Pool, MadeOnAThreadWorksWhenThatThreadHasEnded) {
  if constexpr (children::kUnderTsan) GTEST_SKIP() << "ThreadSanitizer stands no fork of a program with threads";
  std::unique_ptr<Pool> pool;
  std::thread{[&] { pool = std::make_unique<Pool>(PoolOptions{.processes = 1, .fork_with_threads = true}); }}.join();
  const int pid = pool->apply(::getpid);
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(pool->apply(::getpid), pid) << "the worker died with the thread";
}

}  // namespace
}  // namespace polyproc
