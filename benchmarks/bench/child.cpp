#include "bench/child.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "bench/check.hpp"

namespace bench {

Child::Child(const std::function<void()>& function) : pid_{fork()} {
  require(pid_ >= 0, "fork");
  if (pid_ > 0) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  function();
  _exit(0);
}

Child::~Child() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

void fork_and_wait() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  int status = -1;
  require(child > 0 && waitpid(child, &status, 0) == child && status == 0, "fork and wait");
}

}  // namespace bench
