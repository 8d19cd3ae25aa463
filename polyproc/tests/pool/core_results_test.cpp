// Taking results in.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <memory>
#include <ranges>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "children/descriptor_limit.hpp"
#include "children/processes.hpp"
#include "children/sanitizers.hpp"
#include "polyproc/shared_array.hpp"
#include "pool/core.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;

int twice(int x) { return 2 * x; }

// Cannot be taken apart in the caller, or not be put together in the worker, if so told.
struct Fragile {
  enum Fault { none, at_encoding, at_decoding, dies_at_encoding };
  int fault = none;
  int value = 0;

  template <class Archive>
  void save(Archive& archive) const {
    if (fault == at_encoding) throw std::domain_error{"cannot be encoded"};
    if (fault == dies_at_encoding) ::_exit(5);
    archive(fault, value);
  }
  template <class Archive>
  void load(Archive& archive) {
    archive(fault, value);
    if (fault == at_decoding) throw std::domain_error{"cannot be decoded"};
  }
};

Fragile make(int fault) { return {fault, 42}; }

TEST(Results, OneThatCannotBeDecodedFailsThatTaskOnly) {
  Pool pool{1};
  const int worker = pool.apply(::getpid);
  std::vector<int> faults(100, Fragile::none);
  faults[17] = Fragile::at_decoding;
  auto outcomes = pool.try_map(make, faults);
  for (std::size_t i = 0; i < 100; ++i) {
    if (i == 17) {
      EXPECT_STREQ(caught<std::domain_error>(outcomes[i].error()).value().what(), "cannot be decoded");
    } else {
      EXPECT_EQ(outcomes[i].value().value, 42);
    }
  }
  EXPECT_THROW((void)pool.apply(make, int{Fragile::at_decoding}), std::domain_error);
  EXPECT_EQ(pool.apply(::getpid), worker);
}

TEST(Results, TwentyThatCannotBeEncodedAreErrorsAndCostNoWorker) {
  Pool pool{2};
  const int worker = pool.apply(::getpid);
  for (int i = 0; i < 20; ++i) {
    const auto error = thrown_by<std::domain_error>([&] { (void)pool.apply(make, int{Fragile::at_encoding}); });
    EXPECT_STREQ(error.value().what(), "cannot be encoded");
  }
  EXPECT_EQ(pool.apply(make, int{Fragile::none}).value, 42);
  std::vector<int> seen;
  for (int i = 0; i < 20; ++i) seen.push_back(pool.apply(::getpid));
  EXPECT_NE(std::ranges::find(seen, worker), seen.end());
}

TEST(Results, AWorkerThatDiesWhileItEncodesOneIsBlamed) {
  Pool pool{1};
  EXPECT_EQ(thrown_by<WorkerDied>([&] { (void)pool.apply(make, int{Fragile::dies_at_encoding}); }).value().exitcode(),
            5);
  EXPECT_EQ(pool.apply(twice, 1), 2);
}

TEST(Results, ArgumentsThatCannotBeEncodedAreTheCallersError) {
  Pool pool{1};
  const auto take = [](const Fragile& fragile) { return fragile.value; };
  EXPECT_THROW((void)pool.apply(take, Fragile{Fragile::at_encoding}), std::domain_error);
  EXPECT_THROW((void)pool.map(take, std::vector{Fragile{}, Fragile{Fragile::at_encoding}}), std::domain_error);
  EXPECT_EQ(pool.apply(take, Fragile{Fragile::none, 7}), 7);
}

TEST(Results, ArgumentsThatCannotBeDecodedFailTheirTaskOnly) {
  Pool pool{1};
  const auto take = [](const Fragile& fragile) { return fragile.value; };
  std::vector<Fragile> items(10, Fragile{Fragile::none, 7});
  items[3].fault = Fragile::at_decoding;
  auto outcomes = pool.try_map(take, items);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(outcomes[i].has_value(), i != 3);
  EXPECT_STREQ(caught<std::domain_error>(outcomes[3].error()).value().what(), "cannot be decoded");
}

struct FragileFunction {
  Fragile fragile;
  int operator()(int x) const { return x + fragile.value; }
};

TEST(Results, AFunctionThatCannotBeDecodedFailsItsTasksOnly) {
  Pool pool{1};
  auto outcomes = pool.try_map(FragileFunction{{Fragile::at_decoding, 1}}, std::vector{1, 2, 3});
  for (auto& outcome : outcomes)
    EXPECT_STREQ(caught<std::domain_error>(outcome.error()).value().what(), "cannot be decoded");
  EXPECT_EQ(pool.apply(FragileFunction{{Fragile::none, 1}}, 1), 2);
  EXPECT_THROW((void)pool.apply(FragileFunction{{Fragile::at_encoding, 1}}, 1), std::domain_error);
  EXPECT_EQ(pool.apply(twice, 1), 2);
}

TEST(Results, MayBeHuge) {
  Pool pool{2};
  const std::size_t size = std::size_t{64} << 20U;
  const auto text = pool.apply([](std::size_t n) { return std::string(n, 'y'); }, size);
  EXPECT_EQ(text.size(), size);
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(text, 'y')), size);
  const auto texts = pool.map([](std::size_t n) { return std::string(n, 'z'); },
                              std::vector<std::size_t>{0, 1, 100'000, 5'000'000, 70'000});
  EXPECT_EQ(texts[3].size(), 5'000'000U);
  EXPECT_EQ(texts[4], std::string(70'000, 'z'));
}

TEST(Results, ErrorsMayBeHuge) {
  Pool pool{2};
  const auto fail = [](int n) -> int { throw std::runtime_error{std::string(1'000'000, static_cast<char>('a' + n))}; };
  auto outcomes = pool.try_map(fail, std::views::iota(0, 10));
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(caught<std::runtime_error>(outcomes[i].error()).value().what(),
              std::string(1'000'000, static_cast<char>('a' + i)));
  }
}

SharedArray<int> make_array(int n) {
  SharedArray<int> array(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) array[static_cast<std::size_t>(i)] = i;
  return array;
}

TEST(Results, MayHaveHandles) {
  Pool pool{2};
  EXPECT_EQ(pool.apply(make_array, 10)[9], 9);
  const auto arrays = pool.map(make_array, std::views::iota(1, 50));
  for (std::size_t i = 0; i < arrays.size(); ++i) EXPECT_EQ(arrays[i][i], static_cast<int>(i));
  const auto two = pool.apply([](int n) { return std::pair{make_array(n), make_array(n + 1)}; }, 5);
  EXPECT_EQ(two.first.size() + two.second.size(), 11U);
}

TEST(Results, MayHaveManyHandles) {
  Pool pool{1};
  auto result =
      pool.apply_async([](int n) { return std::vector(static_cast<std::size_t>(n), SharedArray<int>(1)); }, 500);
  ASSERT_TRUE(result.wait_for(30s));
  EXPECT_EQ(result.get().size(), 500U);
  auto distinct = pool.apply_async(
      [](int n) {
        std::vector<SharedArray<int>> arrays;
        for (int i = 0; i < n; ++i) arrays.emplace_back(1);
        return arrays;
      },
      500);
  ASSERT_TRUE(distinct.wait_for(30s)) << "more different handles than the socket takes";
  EXPECT_EQ(distinct.get().size(), 500U);
}

TEST(Results, AHandleThatComesBackIsTheSameArray) {
  Pool pool{1};
  const SharedArray<int> array(3);
  const auto back = pool.apply(
      [](SharedArray<int> a) {
        a[1] = 5;
        return a;
      },
      array);
  EXPECT_EQ(back.data(), array.data());
  EXPECT_EQ(array[1], 5);
}

// ---- a worker that has gone mad

struct Mapping {
  std::uintptr_t begin;
  std::uintptr_t end;
};

// Where this process, a worker, has the memory that it shares with the caller.
std::vector<Mapping> channel_memory() {
  std::ifstream maps{"/proc/self/maps"};
  std::vector<Mapping> found;
  for (std::string line; std::getline(maps, line);) {
    if (line.find("polyproc-channel") == std::string::npos) continue;
    std::istringstream in{line};
    Mapping mapping{};
    char dash = 0;
    in >> std::hex >> mapping.begin >> dash >> mapping.end;
    found.push_back(mapping);
  }
  return found;
}

void scribble(std::uint64_t seed) {
  for (const Mapping& mapping : channel_memory()) {
    auto* const words = reinterpret_cast<std::uint64_t*>(mapping.begin);
    for (std::size_t i = 0; i < (mapping.end - mapping.begin) / sizeof *words; ++i) {
      seed = seed * 6364136223846793005U + 1442695040888963407U;
      std::atomic_ref{words[i]}.store(seed % 4 == 0 ? seed : (seed >> 32U) % 100, std::memory_order_relaxed);
    }
  }
}

// ---- want of descriptors here

TEST(WantOfDescriptors, FailsTheItemsWhoseArraysCannotBeTakenIn) {
  if constexpr (children::kUnderAsan)
    GTEST_SKIP() << "UndefinedBehaviorSanitizer needs a descriptor to look at an object";
  Pool pool{1};
  const auto make_array = [](int i) { return SharedArray<int>(static_cast<std::size_t>(i) + 1); };
  EXPECT_EQ(pool.apply(make_array, 0).size(), 1U);
  int good = 0, failed = 0;
  {
    const children::DescriptorLimit few{children::open_descriptors() + 6};
    std::vector<Outcome<SharedArray<int>>> outcomes;
    for (int i = 0; i < 20; ++i) {
      try {
        outcomes.emplace_back(pool.apply(make_array, i));
        ++good;
      } catch (const SystemError& error) {
        EXPECT_EQ(error.errnum(), EMFILE);
        ++failed;
      }
      if (failed == 3) break;
    }
  }
  EXPECT_GT(good, 0);
  EXPECT_EQ(failed, 3);
  EXPECT_EQ(pool.apply(make_array, 7).size(), 8U);
}

TEST(WantOfDescriptors, OfATaskThatHasUsedUpItsOwnHarmsThatTaskOnly) {
  if constexpr (children::kSanitized) GTEST_SKIP() << "sanitizers end a process in which they get no descriptor";
  Pool pool{1};
  const auto use_up = [] {
    while (::dup(STDIN_FILENO) >= 0) {
    }
    return SharedArray<int>(3);  // there is no descriptor left for it
  };
  EXPECT_THROW(pool.apply(use_up), RemoteException);
  // The next one finds the worker without descriptors, and needs none.
  EXPECT_EQ(pool.apply(twice, 4), 8);
}

// What is in flight in a mad worker may get any result; but it ends, and when the worker is gone all is well.
void expect_recovery(Pool& pool) {
  std::vector<int> expected;
  for (int i = 0; i < 100; ++i) expected.push_back(2 * i);
  EXPECT_TRUE(children::eventually([&] {
    try {
      return pool.map(twice, std::views::iota(0, 100)) == expected;
    } catch (const Error&) {
      return false;
    }
  }));
}

TEST(MadWorker, ThatSpoilsItsMemoryAndDiesHoldsNothingUp) {
  if constexpr (children::kUnderTsan) GTEST_SKIP() << "it would report the scribbling";
  Pool pool{2};
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    auto others = pool.map_async(twice, std::views::iota(0, 100));
    auto result = pool.apply_async(
        [](std::uint64_t s) {
          scribble(s);
          ::_exit(1);
          return 0;
        },
        seed);
    EXPECT_TRUE(result.wait_for(30s)) << "lost";
    EXPECT_TRUE(others.wait_for(30s)) << "lost";
    expect_recovery(pool);
  }
}

TEST(MadWorker, ThatSpoilsItsMemoryAmidABlockHoldsNothingUp) {
  if constexpr (children::kUnderTsan) GTEST_SKIP() << "it would report the scribbling";
  Pool pool{2};
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto spoil_at_fifty = [seed](int x) {
      if (x == 50) {
        scribble(seed);
        ::_exit(1);
      }
      return 2 * x;
    };
    EXPECT_TRUE(pool.map_async(spoil_at_fifty, std::views::iota(0, 100)).wait_for(30s)) << "lost";
    expect_recovery(pool);
  }
}

TEST(MadWorker, ThatSpoilsItsMemoryAgainAndAgainHoldsNothingUp) {
  if constexpr (children::kUnderTsan) GTEST_SKIP() << "it would report the scribbling";
  Pool pool{2};
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    auto result = pool.apply_async(
        [](std::uint64_t s) {
          for (int i = 0; i < 100; ++i) {
            scribble(s + static_cast<std::uint64_t>(i));
            ::usleep(100);
          }
          ::_exit(1);
          return 0;
        },
        seed);
    EXPECT_TRUE(result.wait_for(30s)) << "lost";
    expect_recovery(pool);
  }
}

}  // namespace
}  // namespace polyproc
