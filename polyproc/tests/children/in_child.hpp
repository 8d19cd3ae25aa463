#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>

namespace polyproc::children {

/// Forks a child that runs `body` and ends; its pid. The exit code is what `body` returns (a bool: 0 for true), 99 if
/// it throws. A child that hangs is ended by SIGALRM after a minute.
template <class F>
pid_t fork_child(F body) {
  const pid_t pid = ::fork();
  if (pid != 0) return pid;
  ::alarm(60);
  int code = 99;
  try {
    const auto result = body();
    if constexpr (std::is_same_v<decltype(body()), bool>) {
      code = result ? 0 : 1;
    } else {
      code = result;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "in a child: %s\n", error.what());
  }
  ::_exit(code);
}

/// Waits for a child; n for exit(n), -s when signal s ended it.
inline int wait_for(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) == -1) {
  }
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

template <class F>
int in_child(F body) {
  return wait_for(fork_child(body));
}

}  // namespace polyproc::children
