#include "os/signals.hpp"

#include <gtest/gtest.h>

#include "children/in_child.hpp"
#include "os/epoll.hpp"

namespace polyproc::internal::os {
namespace {

using namespace std::chrono_literals;

sigset_t blocked_now() {
  sigset_t set;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &set);
  return set;
}

TEST(SignalMask, HoldsSignalsBackUntilItIsGone) {
  static volatile sig_atomic_t arrived = 0;
  struct sigaction act {};
  act.sa_handler = [](int) { arrived = 1; };
  struct sigaction before {};
  ::sigaction(SIGUSR1, &act, &before);
  {
    const SignalMask mask;
    ::raise(SIGUSR1);
    EXPECT_EQ(arrived, 0);
  }
  EXPECT_EQ(arrived, 1);
  ::sigaction(SIGUSR1, &before, nullptr);
}

TEST(SignalMask, PutsBackWhatWasBlockedBefore) {
  EXPECT_EQ(children::in_child([] {
              sigset_t set;
              ::sigemptyset(&set);
              ::sigaddset(&set, SIGUSR2);
              ::pthread_sigmask(SIG_SETMASK, &set, nullptr);
              { const SignalMask mask; }
              const sigset_t now = blocked_now();
              return ::sigismember(&now, SIGUSR2) == 1 && ::sigismember(&now, SIGUSR1) == 0;
            }),
            0);
}

TEST(RestoreDefaultSignals, TakesBackHandlersButNotThoseOfFaultsNorWhatIsIgnored) {
  EXPECT_EQ(children::in_child([] {
              ::signal(SIGTERM, [](int) {});
              ::signal(SIGHUP, SIG_IGN);
              ::signal(SIGCHLD, SIG_IGN);
              const auto on_fault = [](int) {};
              ::signal(SIGSEGV, on_fault);
              restore_default_signals();
              return ::signal(SIGTERM, SIG_DFL) == SIG_DFL && ::signal(SIGHUP, SIG_DFL) == SIG_IGN &&
                     ::signal(SIGCHLD, SIG_DFL) == SIG_DFL && ::signal(SIGSEGV, SIG_DFL) == +on_fault;
            }),
            0);
}

TEST(UnblockAllSignals, LetsEverySignalIn) {
  EXPECT_EQ(children::in_child([] {
              const SignalMask mask;
              unblock_all_signals();
              const sigset_t now = blocked_now();
              return ::sigisemptyset(&now) == 1;
            }),
            0);
}

TEST(SignalDescriptor, IsReadableWhileTheSignalIsPending) {
  EXPECT_EQ(children::in_child([] {
              const SignalMask mask;
              const FileDescriptor fd = signal_descriptor(SIGUSR1);
              const bool before = wait_readable(fd.get(), 0ms);
              ::raise(SIGUSR1);
              const bool pending = wait_readable(fd.get(), 0ms);
              drain_signal_descriptor(fd);
              return !before && pending && !wait_readable(fd.get(), 0ms);
            }),
            0);
}

}  // namespace
}  // namespace polyproc::internal::os
