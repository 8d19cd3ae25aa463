#include "polyproc/pool/lazy_map.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <ranges>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "polyproc/pool.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using testing::ElementsAre;

int twice(int x) { return 2 * x; }

/// An endless input that counts what was pulled from it, and may fail at an item.
auto counted(int& pulled, int failing = -1) {
  return std::views::iota(0) | std::views::transform([&pulled, failing](int i) {
           if (i == failing) throw std::domain_error{"the input is broken"};
           ++pulled;
           return i;
         });
}

TEST(Imap, GivesResultsInTheOrderOfItsInput) {
  Pool pool{2};
  std::vector<int> results;
  for (const int x : pool.imap(twice, std::views::iota(0, 1000))) results.push_back(x);
  ASSERT_EQ(results.size(), 1000U);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(results[static_cast<std::size_t>(i)], 2 * i);
}

TEST(Imap, OfBatchesGivesTheSame) {
  Pool pool{2};
  for (const std::size_t chunk : {1U, 3U, 100U, 2000U}) {
    int expected = 0;
    for (const int x : pool.with({.chunksize = chunk}).imap(twice, std::views::iota(0, 1000))) {
      ASSERT_EQ(x, 2 * expected) << chunk;
      ++expected;
    }
    EXPECT_EQ(expected, 1000);
  }
}

TEST(Imap, OfNothingIsEmpty) {
  Pool pool{1};
  auto results = pool.imap(twice, std::vector<int>{});
  EXPECT_TRUE(results.begin() == results.end());
}

TEST(Imap, PullsNoMoreThanTheBufferAheadOfAnEndlessInput) {
  Pool pool{2};
  for (const std::size_t buffer : {1U, 2U, 10U}) {
    for (const std::size_t chunk : {1U, 4U}) {
      int pulled = 0, taken = 0;
      for (const int x : pool.with({.chunksize = chunk, .buffersize = buffer}).imap(twice, counted(pulled))) {
        EXPECT_EQ(x, 2 * taken);
        ++taken;
        EXPECT_LE(pulled - taken, static_cast<int>(buffer));
        if (taken == 200) break;
      }
    }
  }
}

TEST(Imap, NothingIsPulledBeforeTheFirstResultIsAskedFor) {
  Pool pool{1};
  int pulled = 0;
  auto results = pool.imap(twice, counted(pulled));
  EXPECT_EQ(pulled, 0);
}

TEST(Imap, AFailedItemThrowsInItsPlaceAndTheRestFollows) {
  Pool pool{2};
  const auto fail_at_three = [](int x) {
    if (x == 3) throw std::out_of_range{"three"};
    if (x == 5) ::_exit(1);
    return x;
  };
  std::vector<int> values;
  std::vector<std::size_t> died;
  int thrown = 0;
  auto results = pool.with({.chunksize = 2}).imap(fail_at_three, std::views::iota(0, 8));
  for (auto it = results.begin(); it != results.end(); ++it) {
    try {
      values.push_back(*it);
    } catch (const std::out_of_range&) {
      ++thrown;
    } catch (const WorkerDied& error) {
      died.push_back(error.task_index());
    }
  }
  EXPECT_THAT(values, ElementsAre(0, 1, 2, 4, 6, 7));
  EXPECT_EQ(thrown, 1);
  EXPECT_THAT(died, ElementsAre(5)) << "the index is that of the input, not of a batch";
}

TEST(Imap, AnInputThatThrowsGivesTheEarlierResultsFirstThenItsError) {
  Pool pool{2};
  for (const std::size_t chunk : {1U, 2U, 4U}) {
    for (const int failing : {0, 1, 7}) {
      int pulled = 0;
      std::vector<int> values;
      bool thrown = false;
      auto results = pool.with({.chunksize = chunk}).imap(twice, counted(pulled, failing));
      for (auto it = results.begin(); it != results.end(); ++it) {
        try {
          values.push_back(*it);
          EXPECT_FALSE(thrown);
        } catch (const std::domain_error&) {
          thrown = true;
        }
      }
      EXPECT_TRUE(thrown);
      EXPECT_EQ(values.size(), static_cast<std::size_t>(failing)) << "in batches of " << chunk;
    }
  }
  EXPECT_EQ(pool.apply(twice, 4), 8);
}

struct Unwritable {
  int number = 0;
  template <class Archive>
  void save(Archive& archive) const {
    if (number == 2) throw std::length_error{"cannot be written"};
    archive(number);
  }
  template <class Archive>
  void load(Archive& archive) {
    archive(number);
  }
};

TEST(Imap, AnItemThatCannotBeEncodedFailsInItsPlace) {
  Pool pool{1};
  const std::vector<Unwritable> items{{0}, {1}, {2}, {3}};
  std::vector<int> values;
  int failed_after = -1;
  auto results = pool.with({.chunksize = 3}).imap([](const Unwritable& item) { return item.number; }, items);
  for (auto it = results.begin(); it != results.end(); ++it) {
    try {
      values.push_back(*it);
    } catch (const std::length_error&) {
      failed_after = static_cast<int>(values.size());
    }
  }
  EXPECT_THAT(values, ElementsAre(0, 1, 3));
  EXPECT_EQ(failed_after, 2);
}

TEST(Imap, WhatHasNotStartedNeverWillWhenTheRangeIsGone) {
  const Tally started, gate;
  Pool pool{1};
  {
    auto results = pool.imap(
        [count = started.get(), open = gate.get()](int i) {
          add_to(count);
          if (i > 0) (void)reaches(open, 1);
          return i;
        },
        std::views::iota(0));
    EXPECT_EQ(*results.begin(), 0);
  }
  add_to(gate.get());
  EXPECT_EQ(pool.apply(twice, 4), 8);
  EXPECT_LE(value_of(started.get()), 3);
}

TEST(Imap, TakesMoveOnlyInputsAndResultsAndNoResults) {
  Pool pool{1};
  std::vector<std::unique_ptr<int>> items;
  for (int i = 0; i < 3; ++i) items.push_back(std::make_unique<int>(i));
  const auto next = [](std::unique_ptr<int> x) { return std::make_unique<int>(*x + 1); };
  std::vector<int> values;
  for (auto& value : pool.imap(next, items)) values.push_back(*value);
  EXPECT_THAT(values, ElementsAre(1, 2, 3));
  int count = 0;
  auto nothing = pool.imap([](int) {}, std::views::iota(0, 5));
  for (auto it = nothing.begin(); it != nothing.end(); ++it) {
    *it;
    ++count;
  }
  EXPECT_EQ(count, 5);
}

TEST(Imap, GoesOnWhenThePoolIsClosedAsForEarlierCalls) {
  Pool pool{1};
  auto results = pool.imap(twice, std::views::iota(0, 1000));
  pool.close();
  int sum = 0;
  for (const int x : results) sum += x;
  EXPECT_EQ(sum, 999'000);
}

TEST(Imap, GivesWhatItHasWhenThePoolIsTerminated) {
  Pool pool{1};
  auto results = pool.with({.buffersize = 5}).imap(twice, std::views::iota(0, 1000));
  auto it = results.begin();
  EXPECT_EQ(*it, 0);
  EXPECT_TRUE(children::eventually([&] { return pool.apply(twice, 1) == 2; }));
  pool.terminate();
  int errors = 0;
  for (++it; it != results.end(); ++it) {
    try {
      (void)*it;
    } catch (const Error&) {
      ++errors;
    }
  }
  EXPECT_GT(errors, 0);
}

TEST(ImapUnordered, GivesEachResultOnceInTheOrderOfCompletion) {
  const Tally gate;
  Pool pool{2};
  std::vector<int> values;
  const auto first_is_slow = [open = gate.get()](int i) { return i != 0 || reaches(open, 1) ? i : -1; };
  for (const int x : pool.imap_unordered(first_is_slow, std::views::iota(0, 50))) {
    values.push_back(x);
    if (values.size() == 49) add_to(gate.get());
  }
  ASSERT_EQ(values.size(), 50U);
  EXPECT_EQ(values.back(), 0);
  EXPECT_EQ(std::set<int>(values.begin(), values.end()).size(), 50U);
}

TEST(ImapUnordered, PullsNoMoreThanTheBufferAhead) {
  Pool pool{2};
  int pulled = 0, taken = 0;
  for ([[maybe_unused]] const int x : pool.with({.buffersize = 5}).imap_unordered(twice, counted(pulled))) {
    EXPECT_LE(pulled - ++taken, 5);
    if (taken == 100) break;
  }
}

TEST(ImapUnordered, AnInputThatThrowsGivesItsErrorLast) {
  Pool pool{2};
  int pulled = 0, values = 0;
  bool thrown = false;
  auto results = pool.imap_unordered(twice, counted(pulled, 7));
  for (auto it = results.begin(); it != results.end(); ++it) {
    try {
      (void)*it;
      ++values;
      EXPECT_FALSE(thrown);
    } catch (const std::domain_error&) {
      thrown = true;
    }
  }
  EXPECT_TRUE(thrown);
  EXPECT_EQ(values, 7);
}

TEST(Imap, BuffersizeMustBeOneOrMore) {
  Pool pool{1};
  EXPECT_THROW(pool.with({.buffersize = 0}), std::invalid_argument);
}

}  // namespace
}  // namespace polyproc
