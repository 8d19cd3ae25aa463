#include "os/signals.hpp"

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <initializer_list>

namespace polyproc::internal::os {
namespace {

bool reports_a_fault(int signal) {
  for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS}) {
    if (signal == fault) return true;
  }
  return false;
}

}  // namespace

SignalMask::SignalMask() {
  sigset_t all;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before_);
}

SignalMask::~SignalMask() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

void restore_default_signals() noexcept {
  struct sigaction default_action {};
  default_action.sa_handler = SIG_DFL;
  for (int signal = 1; signal < NSIG; ++signal) {
    struct sigaction now {};
    if (reports_a_fault(signal) || ::sigaction(signal, nullptr, &now) != 0) continue;
    const bool stays_ignored = now.sa_handler == SIG_IGN && signal != SIGCHLD;
    if (now.sa_handler != SIG_DFL && !stays_ignored) ::sigaction(signal, &default_action, nullptr);
  }
}

void unblock_all_signals() noexcept {
  sigset_t none;
  sigemptyset(&none);
  ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
}

FileDescriptor signal_descriptor(int signal) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  return FileDescriptor{check(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK), "signalfd")};
}

void drain_signal_descriptor(const FileDescriptor& fd) noexcept {
  signalfd_siginfo info;
  while (retry([&] { return ::read(fd.get(), &info, sizeof info); }) > 0) {
  }
}

}  // namespace polyproc::internal::os
