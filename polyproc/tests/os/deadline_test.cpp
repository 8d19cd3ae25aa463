#include "os/deadline.hpp"

#include <gtest/gtest.h>

namespace polyproc::internal::os {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

TEST(Deadline, LiesTheTimeoutAhead) {
  const auto before = steady_clock::now();
  const auto deadline = deadline_after(1h);
  ASSERT_TRUE(deadline);
  EXPECT_GE(*deadline, before + 1h);
  EXPECT_LE(*deadline, steady_clock::now() + 1h);
}

TEST(Deadline, OfANegativeTimeoutIsNow) {
  const auto before = steady_clock::now();
  EXPECT_GE(deadline_after(-1h), before);
  const auto longest_ago = deadline_after(std::chrono::nanoseconds::min());
  EXPECT_LE(longest_ago, steady_clock::now());
}

TEST(Deadline, BeyondTheClockIsNever) { EXPECT_EQ(deadline_after(std::chrono::nanoseconds::max()), std::nullopt); }

TEST(Deadline, WhatIsLeftIsRoundedUpAndNeverNegative) {
  EXPECT_EQ(time_left(steady_clock::now() - 1h), 0ms);
  EXPECT_EQ(time_left(steady_clock::now() + 1us).count() <= 1, true);
  EXPECT_GT(time_left(steady_clock::now() + 1h), 59min);
}

TEST(Deadline, AsTimespecIsTheMonotonicClock) {
  timespec now{};
  ASSERT_EQ(::clock_gettime(CLOCK_MONOTONIC, &now), 0);
  const timespec converted = to_timespec(steady_clock::now());
  EXPECT_GE(converted.tv_sec, now.tv_sec);
  EXPECT_LE(converted.tv_sec, now.tv_sec + 60);
  EXPECT_LT(converted.tv_nsec, 1'000'000'000);
}

}  // namespace
}  // namespace polyproc::internal::os
