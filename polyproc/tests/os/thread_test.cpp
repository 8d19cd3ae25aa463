#include "os/thread.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <semaphore>
#include <thread>

#include "children/descriptor_limit.hpp"
#include "children/sanitizers.hpp"
#include "polyproc/error.hpp"

namespace polyproc::internal::os {
namespace {

TEST(ThreadCount, CountsThreadsThatRun) {
  const std::size_t before = thread_count();
  std::binary_semaphore go{0};
  std::thread other{[&] { go.acquire(); }};
  EXPECT_GE(thread_count(), before + 1);  // ThreadSanitizer may have started one, too
  go.release();
  other.join();
}

TEST(ThreadCount, NeverCountsAThreadThatHasBeenJoined) {
  std::thread{[] {}}.join();
  const std::size_t before = thread_count();
  // The kernel removes a thread only after join() has been let go, so a wrong count is too high now and then.
  for (int i = 0; i < 2'000; ++i) {
    std::thread{[] {}}.join();
    ASSERT_EQ(thread_count(), before);
  }
}

TEST(ThreadCount, IsAnErrorWhereItCannotBeLookedAt) {
  if constexpr (children::kSanitized) GTEST_SKIP() << "sanitizers end a process in which they get no descriptor";
  std::binary_semaphore go{0};
  std::thread other{[&] { go.acquire(); }};
  {
    const children::DescriptorLimit none{3};
    EXPECT_THROW((void)thread_count(), SystemError);
  }
  go.release();
  other.join();
}

TEST(OnMainThread, IsTrueOnOneThreadOnly) {
  EXPECT_TRUE(on_main_thread());
  bool elsewhere = true;
  std::thread{[&] { elsewhere = on_main_thread(); }}.join();
  EXPECT_FALSE(elsewhere);
}

TEST(QuietThread, LetsNoSignalIn) {
  bool blocked = false;
  start_quiet_thread([&] {
    sigset_t set;
    ::pthread_sigmask(SIG_SETMASK, nullptr, &set);
    blocked = sigismember(&set, SIGTERM) == 1 && sigismember(&set, SIGINT) == 1;
  }).join();
  EXPECT_TRUE(blocked);
}

}  // namespace
}  // namespace polyproc::internal::os
