#include "output/terminal.hpp"

#include <gtest/gtest.h>

namespace parzen::command {
namespace {

using Seconds = std::chrono::duration<double>;

TEST(PartLine, SaysHowFarHowFastAndHowLong) {
  EXPECT_EQ(part_line("reading x.csv", 504'000'000, 1'200'000'000, Seconds{2}),
            "reading x.csv:  42 % of 1.2 GB, 252 MB/s, 00:02 left");
  EXPECT_EQ(part_line("reading x.csv", 3'000, 3'000, Seconds{1}), "reading x.csv: 100 % of 3 kB, 3 kB/s, 00:00 left");
}

TEST(PartLine, KnowsNoRateBeforeItsFirstMoment) {
  EXPECT_EQ(part_line("x", 0, 1'000'000, Seconds{0}), "x:   0 % of 1 MB, 0 kB/s, ? left");
}

TEST(PartLine, SaysNothingOfTheEndOfWhatHasNoLength) {
  EXPECT_EQ(part_line("reading standard input", 20'000'000, 0, Seconds{0.5}), "reading standard input: 20 MB, 40 MB/s");
}

}  // namespace
}  // namespace parzen::command
