#include "bench/cpu_time.hpp"

#include <gtest/gtest.h>

namespace parzen::command {
namespace {

TEST(CpuTime, GrowsWithWorkAndNotFasterThanTime) {
  const Stopwatch watch;
  const auto before = cpu_time();
  ASSERT_TRUE(before);
  while (*cpu_time() == *before) continue;
  EXPECT_LE(*cpu_time() - *before, watch.elapsed() + Seconds{0.02});
}

}  // namespace
}  // namespace parzen::command
