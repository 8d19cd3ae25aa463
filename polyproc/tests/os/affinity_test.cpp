#include "os/affinity.hpp"

#include <gtest/gtest.h>
#include <sched.h>

#include <thread>

namespace polyproc::internal::os {
namespace {

TEST(Affinity, CountsTheCpusOfTheMask) {
  cpu_set_t all;
  ASSERT_EQ(::sched_getaffinity(0, sizeof all, &all), 0);
  EXPECT_EQ(allowed_cpus(), static_cast<std::size_t>(CPU_COUNT(&all)));
}

TEST(Affinity, IsOneOnAThreadThatIsPinned) {
  std::thread{[] {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<unsigned>(::sched_getcpu()), &one);
    ASSERT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
    EXPECT_EQ(allowed_cpus(), 1U);
  }}.join();
}

TEST(Affinity, PinningLeavesOneCpuWhateverTheNumber) {
  for (const std::size_t index : {0U, 1U, 2U, 1000U}) {
    std::thread{[index] {
      pin_to_cpu(index);
      EXPECT_EQ(allowed_cpus(), 1U);
    }}.join();
  }
}

}  // namespace
}  // namespace polyproc::internal::os
