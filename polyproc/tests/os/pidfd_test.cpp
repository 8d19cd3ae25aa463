#include "os/pidfd.hpp"

#include <gtest/gtest.h>

#include "children/in_child.hpp"

namespace polyproc::internal::os {
namespace {

using namespace std::chrono_literals;

int sleep_for_ever() {
  for (;;) ::pause();
}

TEST(PidFd, BecomesReadableWhenTheProcessEnds) {
  const pid_t pid = children::fork_child(&sleep_for_ever);
  const PidFd process{pid};
  EXPECT_FALSE(process.wait(0ms));
  EXPECT_TRUE(process.send_signal(SIGKILL));
  EXPECT_TRUE(process.wait());
  EXPECT_EQ(children::wait_for(pid), -SIGKILL);
}

TEST(PidFd, SendsNothingToAProcessThatIsGone) {
  const pid_t pid = children::fork_child([] { return 0; });
  const PidFd process{pid};
  children::wait_for(pid);
  EXPECT_FALSE(process.send_signal(SIGKILL));
  EXPECT_TRUE(process.wait(0ms));
}

TEST(PidFd, ReapsTheProcessAndTellsHowItEnded) {
  EXPECT_EQ(PidFd{children::fork_child([] { return 3; })}.reap(), 3);
  const PidFd killed{children::fork_child(&sleep_for_ever)};
  killed.send_signal(SIGKILL);
  EXPECT_EQ(killed.reap(), -SIGKILL);
  EXPECT_EQ(killed.reap(), std::nullopt) << "once";
}

TEST(PidFd, OfNoProcessIsAnError) { EXPECT_THROW(PidFd{0x3fffffff}, SystemError); }

}  // namespace
}  // namespace polyproc::internal::os
