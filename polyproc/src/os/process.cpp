#include "os/process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>

#include "os/thread.hpp"

namespace polyproc::os {
namespace {

int exitcode_of(int status) { return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status); }

std::optional<ChildEnd> reap_with(Pid pid, int options) noexcept {
  int status = 0;
  rusage usage{};
  const Pid reaped = retry([&] { return ::wait4(pid, &status, options, &usage); });
  if (reaped != pid) return std::nullopt;
  // ru_maxrss counts KiB.
  return ChildEnd{pid, exitcode_of(status), static_cast<std::size_t>(usage.ru_maxrss) * 1024};
}

// fflush(nullptr) waits for the lock of every stream, also of one that another thread is blocked reading. So all streams
// are flushed only if there is no other thread, and the output streams otherwise.
void flush_standard_streams() {
  std::cout.flush();
  std::clog.flush();
  std::fflush(thread_count() == 1 ? nullptr : stdout);
}

}  // namespace

Pid own_pid() noexcept { return ::getpid(); }
Pid parent_pid() noexcept { return ::getppid(); }

Pid fork_process() {
  flush_standard_streams();
  return check(::fork(), "fork");
}

void exit_now(int code) noexcept { ::_exit(code); }

std::optional<Pid> find_ended_child() noexcept {
  siginfo_t info{};
  if (::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0) return std::nullopt;
  return info.si_pid;
}

std::optional<ChildEnd> reap(Pid pid) noexcept { return reap_with(pid, 0); }
std::optional<ChildEnd> try_reap(Pid pid) noexcept { return reap_with(pid, WNOHANG); }

std::vector<Pid> children() {
  const auto thread = std::to_string(::syscall(SYS_gettid));
  std::ifstream list{"/proc/self/task/" + thread + "/children"};
  std::vector<Pid> pids;
  for (Pid pid = 0; list >> pid;) pids.push_back(pid);
  return pids;
}

void send_signal(Pid pid, int signal) noexcept { ::kill(pid, signal); }
void send_signal_to_group(Pid leader, int signal) noexcept { ::kill(-leader, signal); }

void lead_own_group() noexcept { ::setpgid(0, 0); }
void become_subreaper() noexcept { ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }
void die_with_parent() noexcept { ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); }

void disable_core_dumps() noexcept {
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

void close_standard_input() noexcept {
  const int fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  ::dup2(fd, STDIN_FILENO);  // dup2 clears close-on-exec on the copy
  if (fd != STDIN_FILENO) ::close(fd);
}

}  // namespace polyproc::os
