#include "pool/progress_bar.hpp"

#include <gtest/gtest.h>

namespace polyproc::internal::pool {
namespace {

using namespace std::chrono_literals;

TEST(ProgressLine, SaysHowFarHowLongAndHowFast) {
  EXPECT_EQ(progress_line("pages", 420, 1000, 12s, 60), "pages:  42%|######          | 420/1000 [00:12<00:16, 35.0/s]");
}

TEST(ProgressLine, KnowsNoEndBeforeAnythingIsDone) {
  EXPECT_EQ(progress_line("x", 0, 10, 0s, 48), "x:   0%|                 | 0/10 [00:00<?, 0.0/s]");
}

TEST(ProgressLine, OfNothingIsFull) {
  EXPECT_EQ(progress_line("x", 0, 0, 1s, 40), "x: 100%|##########| 0/0 [00:01<?, 0.0/s]");
}

TEST(ProgressLine, IsNeverLongerThanTheTerminalIsWide) {
  for (std::size_t columns = 0; columns < 100; ++columns)
    EXPECT_LE(progress_line("a long label", 1'234'567, 2'000'000, 10h, columns).size(), columns);
}

TEST(ProgressLine, CountsHoursAndMillions) {
  EXPECT_EQ(progress_line("x", 36'000'000'000, 72'000'000'000, 2h, 60),
            "x:  50%| | 36000000000/72000000000 [2:00:00<2:00:00, 5.0M/s]");
}

}  // namespace
}  // namespace polyproc::internal::pool
