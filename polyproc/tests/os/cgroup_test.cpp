#include "os/cgroup.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <limits>
#include <string>

namespace polyproc::internal::os {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kUnlimited = std::numeric_limits<std::size_t>::max();

/// A machine that consists of the files a test writes.
class CgroupTest : public testing::Test {
 protected:
  CgroupTest() { write("proc/self/mountinfo", "23 1 0:20 / / rw - ext4 /dev/vda rw\n"); }
  ~CgroupTest() override { fs::remove_all(root_); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream{root_ / name, std::ios::app} << text;
  }
  void mount(const std::string& shown, const std::string& point, const std::string& type,
             const std::string& options) const {
    write("proc/self/mountinfo",
          "31 23 0:28 " + shown + " " + point + " rw,relatime shared:7 - " + type + " cgroup " + options + "\n");
  }
  void use_v2(const std::string& group, const std::string& shown = "/") const {
    write("proc/self/cgroup", "0::" + group + "\n");
    mount(shown, "/sys/fs/cgroup", "cgroup2", "rw,nsdelegate");
  }
  void use_v1(const std::string& group, const std::string& shown = "/") const {
    write("proc/self/cgroup", "5:cpu,cpuacct:" + group + "\n4:memory:" + group + "\n1:name=systemd:/\n");
    mount(shown, "/sys/fs/cgroup/cpu,cpuacct", "cgroup", "rw,cpu,cpuacct");
    mount(shown, "/sys/fs/cgroup/memory", "cgroup", "rw,memory");
  }
  [[nodiscard]] std::optional<double> quota() const { return cpu_quota(find_control_groups(root_)); }
  [[nodiscard]] std::size_t room() const { return memory_room(find_control_groups(root_)); }

  fs::path root_ = fs::path{testing::TempDir()} / ("cgroup-" + std::to_string(::getpid()));
};

TEST_F(CgroupTest, WithoutControlGroupsNothingIsLimited) {
  EXPECT_EQ(quota(), std::nullopt);
  EXPECT_EQ(room(), kUnlimited);
}

TEST_F(CgroupTest, V2QuotaIsTimePerPeriod) {
  use_v2("/a");
  write("sys/fs/cgroup/a/cpu.max", "150000 100000\n");
  EXPECT_EQ(quota(), 1.5);
}

TEST_F(CgroupTest, V2QuotaOfMaxIsNone) {
  use_v2("/a");
  write("sys/fs/cgroup/a/cpu.max", "max 100000\n");
  EXPECT_EQ(quota(), std::nullopt);
}

TEST_F(CgroupTest, TheTightestQuotaOnTheWayUpCounts) {
  use_v2("/a/b/c");
  write("sys/fs/cgroup/a/cpu.max", "50000 100000\n");
  write("sys/fs/cgroup/a/b/cpu.max", "max 100000\n");
  write("sys/fs/cgroup/a/b/c/cpu.max", "400000 100000\n");
  EXPECT_EQ(quota(), 0.5);
}

TEST_F(CgroupTest, V1QuotaIsReadFromItsTwoFiles) {
  use_v1("/a");
  write("sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us", "300000\n");
  write("sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(quota(), 3.0);
}

TEST_F(CgroupTest, V1QuotaOfMinusOneIsNone) {
  use_v1("/a");
  write("sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us", "-1\n");
  write("sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(quota(), std::nullopt);
}

TEST_F(CgroupTest, V2RoomIsLimitLessUsageWithoutPageCache) {
  use_v2("/a");
  write("sys/fs/cgroup/a/memory.max", "1000000\n");
  write("sys/fs/cgroup/a/memory.current", "700000\n");
  write("sys/fs/cgroup/a/memory.stat", "anon 400000\nfile 300000\ninactive_file 200000\nactive_file 100000\n");
  EXPECT_EQ(room(), 500000U);
}

TEST_F(CgroupTest, V1RoomCountsThePageCacheOfGroupsBelow) {
  use_v1("/a");
  write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "1000000\n");
  write("sys/fs/cgroup/memory/a/memory.usage_in_bytes", "900000\n");
  write("sys/fs/cgroup/memory/a/memory.stat", "inactive_file 1\ntotal_inactive_file 100000\n");
  EXPECT_EQ(room(), 200000U);
}

TEST_F(CgroupTest, ANumberNearTwoToThe63IsNoLimit) {
  use_v1("/a");
  write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "9223372036854771712\n");
  write("sys/fs/cgroup/memory/a/memory.usage_in_bytes", "900000\n");
  EXPECT_EQ(room(), kUnlimited);
}

TEST_F(CgroupTest, AFullGroupHasNoRoom) {
  use_v2("/a");
  write("sys/fs/cgroup/a/memory.max", "1000\n");
  write("sys/fs/cgroup/a/memory.current", "2000\n");
  EXPECT_EQ(room(), 0U);
}

TEST_F(CgroupTest, AContainerThatSeesOnlyItsOwnGroupFindsIt) {
  use_v2("/docker/1234/inner", "/docker/1234");
  write("sys/fs/cgroup/cpu.max", "200000 100000\n");
  write("sys/fs/cgroup/inner/cpu.max", "max 100000\n");
  EXPECT_EQ(quota(), 2.0);
}

TEST_F(CgroupTest, AGroupOutsideTheMountLeavesTheMountsOwn) {
  use_v2("/../../elsewhere");
  write("sys/fs/cgroup/cpu.max", "200000 100000\n");
  EXPECT_EQ(quota(), 2.0);
}

TEST_F(CgroupTest, NonsenseIsNoLimit) {
  write("proc/self/mountinfo", "x\n\n - \n1 2 - cgroup2\n");
  use_v2("/a");
  write("proc/self/cgroup", "::\n:\n\n");
  write("sys/fs/cgroup/a/cpu.max", "-3 many\n");
  write("sys/fs/cgroup/a/memory.max", "lots\n");
  EXPECT_EQ(quota(), std::nullopt);
  EXPECT_EQ(room(), kUnlimited);
}

TEST_F(CgroupTest, TheMachineHasWhatIsAvailableAndFreeSwap) {
  write("proc/meminfo", "MemTotal: 100 kB\nMemFree: 10 kB\nMemAvailable: 60 kB\nSwapTotal: 9 kB\nSwapFree: 4 kB\n");
  EXPECT_EQ(available_memory(root_), 64U * 1024);
}

TEST_F(CgroupTest, AMachineThatDoesNotTellIsUnlimited) { EXPECT_EQ(available_memory(root_), kUnlimited); }

TEST(Cgroup, ThisMachineHasRoomForAMegabyte) { EXPECT_GT(memory_room(), 1U << 20U); }

TEST(Cgroup, ThisMachinesQuotaIsPositiveIfThereIsOne) { EXPECT_GT(cpu_quota().value_or(1), 0); }

TEST_F(CgroupTest, OomKillsAreCountedInBothVersions) {
  EXPECT_EQ(oom_kills(find_control_groups(root_)), 0U);
  use_v2("/a");
  write("sys/fs/cgroup/a/memory.events", "low 0\nhigh 0\nmax 7\noom 3\noom_kill 2\n");
  EXPECT_EQ(oom_kills(find_control_groups(root_)), 2U);
}

TEST_F(CgroupTest, V1OomKillsAreInTheOomControl) {
  use_v1("/a");
  write("sys/fs/cgroup/memory/a/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 4\n");
  EXPECT_EQ(oom_kills(find_control_groups(root_)), 4U);
}

}  // namespace
}  // namespace polyproc::internal::os
