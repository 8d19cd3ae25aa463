#include "process/cpu_count.hpp"

#include <gtest/gtest.h>

#include "os/affinity.hpp"
#include "polyproc/cpu_count.hpp"

namespace polyproc {
namespace {

using internal::process::usable_cpus;

TEST(CpuCount, IsWhatTheMaskAllowsWithoutAQuota) {
  EXPECT_EQ(usable_cpus(1, std::nullopt), 1U);
  EXPECT_EQ(usable_cpus(2048, std::nullopt), 2048U);
}

TEST(CpuCount, RoundsAQuotaUp) {
  EXPECT_EQ(usable_cpus(8, 1.5), 2U);
  EXPECT_EQ(usable_cpus(8, 2.0), 2U);
  EXPECT_EQ(usable_cpus(8, 2.01), 3U);
}

TEST(CpuCount, IsNeverBelowOne) {
  EXPECT_EQ(usable_cpus(8, 0.1), 1U);
  EXPECT_EQ(usable_cpus(0, std::nullopt), 1U);
}

TEST(CpuCount, IsNotRaisedByALargeQuota) { EXPECT_EQ(usable_cpus(4, 100.0), 4U); }

TEST(CpuCount, OfThisMachineIsWithinTheMask) {
  EXPECT_GE(cpu_count(), 1U);
  EXPECT_LE(cpu_count(), internal::os::allowed_cpus());
}

}  // namespace
}  // namespace polyproc
