#include "os/usage.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <new>
#include <vector>

#include "children/in_child.hpp"
#include "children/sanitizers.hpp"

namespace polyproc::internal::os {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20U;

TEST(Usage, CpuTimeGrowsWithWork) {
  const auto before = cpu_time_of(::getpid());
  ASSERT_TRUE(before);
  while (*cpu_time_of(::getpid()) < *before + std::chrono::milliseconds{2}) {
  }
}

TEST(Usage, MemoryGrowsWhenItIsTouched) {
  const auto before = private_memory_of(::getpid());
  ASSERT_TRUE(before);
  const std::vector<char> touched(32 * kMiB, 'x');
  EXPECT_GE(*private_memory_of(::getpid()), *before + 30 * kMiB);
  EXPECT_EQ(touched.back(), 'x');
}

TEST(Usage, OfAProcessThatIsGoneIsEmpty) {
  const pid_t pid = children::fork_child([] { return 0; });
  children::wait_for(pid);
  EXPECT_FALSE(cpu_time_of(pid));
  EXPECT_FALSE(private_memory_of(pid));
}

TEST(LimitMemory, RefusesWhatIsBeyondIt) {
  if (children::kSanitized) GTEST_SKIP() << "a sanitizer's allocator ends the process where there is no memory";
  EXPECT_EQ(children::in_child([] {
              limit_memory(64 * kMiB);
              // Not vectors: memory that nobody looks at, a compiler may leave out together with its new-expression.
              ::operator delete(::operator new(32 * kMiB));
              try {
                ::operator delete(::operator new(64 * kMiB));
              } catch (const std::bad_alloc&) {
                return true;
              }
              return false;
            }),
            0);
}

TEST(LimitMemory, OfMoreThanThereIsIsNone) {
  EXPECT_EQ(children::in_child([] {
              limit_memory(~std::size_t{0});
              return std::vector<char>(kMiB, 'x').size() == kMiB;
            }),
            0);
}

}  // namespace
}  // namespace polyproc::internal::os
