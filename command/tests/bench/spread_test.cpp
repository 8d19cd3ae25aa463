#include "bench/spread.hpp"

#include <gtest/gtest.h>

namespace parzen::command {
namespace {

TEST(Spread, IsMedianLeastAndGreatest) {
  const Spread odd = spread({3, 1, 2});
  EXPECT_EQ(odd.median, 2);
  EXPECT_EQ(odd.min, 1);
  EXPECT_EQ(odd.max, 3);
  EXPECT_EQ(spread({4, 1, 2, 3}).median, 2.5);
  EXPECT_EQ(spread({7}).median, 7);
}

}  // namespace
}  // namespace parzen::command
