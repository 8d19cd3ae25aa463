#include "os/process.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/single_threaded.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "os/thread.hpp"

namespace polyproc::internal::os {
namespace {

// Relaxed: written only by a child that has one thread.
std::atomic<unsigned> generation;
[[maybe_unused]] const int generation_is_counted =
    ::pthread_atfork(nullptr, nullptr, [] { generation.fetch_add(1, std::memory_order_relaxed); });

int exitcode_of(int status) { return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status); }

std::optional<ChildEnd> reap_with(Pid pid, int options) noexcept {
  int status = 0;
  rusage usage{};
  const Pid reaped = retry([&] { return ::wait4(pid, &status, options, &usage); });
  if (reaped != pid) return std::nullopt;
  // ru_maxrss counts KiB.
  return ChildEnd{pid, exitcode_of(status), static_cast<std::size_t>(usage.ru_maxrss) * 1024};
}

constexpr auto kSkipWhatVanishes = std::filesystem::directory_options::skip_permission_denied;

// From /proc/PID/stat: "pid (name) state ppid …"; the name may contain anything, so its last ')' counts.
Pid parent_of(Pid pid) {
  std::ifstream file{"/proc/" + std::to_string(pid) + "/stat"};
  std::string line;
  std::getline(file, line);
  const std::size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return -1;
  std::istringstream rest{line.substr(name_end + 1)};
  std::string state;
  Pid parent = -1;
  rest >> state >> parent;
  return parent;
}

}  // namespace

Pid own_pid() noexcept { return ::getpid(); }
Pid parent_pid() noexcept { return ::getppid(); }

// fflush(nullptr) waits for the lock of every stream, also of one that another thread is blocked reading. So all
// streams are flushed only if there is no other thread, and the output streams otherwise. What glibc knows is asked
// first: counting takes a process just forked 20 µs, because the kernel makes its /proc directory for that.
void flush_output() {
  std::cout.flush();
  std::clog.flush();
  const bool is_alone = __libc_single_threaded != 0 || thread_count() == 1;
  std::fflush(is_alone ? nullptr : stdout);
}

Pid fork_process() {
  flush_output();
  return check(::fork(), "fork");
}

namespace {

// Descriptors beyond the standard streams that exec would leave open.
std::vector<int> inheritable_descriptors() {
  std::vector<int> found;
  std::error_code error;
  for (std::filesystem::directory_iterator entry{"/proc/self/fd", error}, end; !error && entry != end;
       entry.increment(error)) {
    const int fd = std::stoi(entry->path().filename());
    const int flags = ::fcntl(fd, F_GETFD);
    if (fd > STDERR_FILENO && flags != -1 && (flags & FD_CLOEXEC) == 0) found.push_back(fd);
  }
  if (error) throw SystemError{error.value(), "/proc/self/fd"};
  return found;
}

// What posix_spawn wants, cleaned up whatever happens. It gives errors as results, not by errno.
class SpawnPlan {
 public:
  explicit SpawnPlan(std::span<const int> kept) {
    require(::posix_spawn_file_actions_init(&actions_));
    require(::posix_spawnattr_init(&attributes_));
    for (const int fd : inheritable_descriptors()) {
      // EBADF: it is above a limit that was lowered since it was opened. posix_spawn could not close it.
      if (const int errnum = ::posix_spawn_file_actions_addclose(&actions_, fd); errnum != EBADF) require(errnum);
    }
    // Onto itself: that takes close-on-exec away, in the child only.
    for (const int fd : kept) require(::posix_spawn_file_actions_adddup2(&actions_, fd, fd));
    sigset_t all;
    sigfillset(&all);
    require(::posix_spawnattr_setsigmask(&attributes_, &all));
    require(::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK));
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    ::posix_spawnattr_destroy(&attributes_);
    ::posix_spawn_file_actions_destroy(&actions_);
  }

  Pid run(const char* path, char* const* arguments) const {
    Pid pid = 0;
    require(::posix_spawn(&pid, path, &actions_, &attributes_, arguments, environ));
    return pid;
  }

 private:
  static void require(int errnum) {
    if (errnum != 0) throw SystemError{errnum, "posix_spawn"};
  }

  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

Pid run_own_image(const std::string& name, const std::string& argument, std::span<const int> kept) {
  std::string own_name = name, own_argument = argument;
  const std::array<char*, 3> arguments{own_name.data(), own_argument.data(), nullptr};
  flush_output();
  return SpawnPlan{kept}.run("/proc/self/exe", arguments.data());
}

unsigned fork_generation() noexcept { return generation.load(std::memory_order_relaxed); }

void make_exit_immediate() noexcept {
  // Registered last, so it runs first.
  ::on_exit(
      [](int code, void*) {
        std::fflush(stdout);
        std::fflush(stderr);
        ::_exit(code);
      },
      nullptr);
}

void exit_now(int code) noexcept { ::_exit(code); }

std::optional<Pid> find_ended_child() noexcept {
  siginfo_t info{};
  if (::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0) return std::nullopt;
  return info.si_pid;
}

std::optional<ChildEnd> reap(Pid pid) noexcept { return reap_with(pid, 0); }
std::optional<ChildEnd> try_reap(Pid pid) noexcept { return reap_with(pid, WNOHANG); }

bool has_children() noexcept {
  siginfo_t info{};
  return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;  // otherwise ECHILD
}

std::vector<Pid> children() {
  std::vector<Pid> found;
  for (const auto& entry : std::filesystem::directory_iterator{"/proc", kSkipWhatVanishes}) {
    const std::string name = entry.path().filename();
    Pid pid = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (error == std::errc{} && end == name.data() + name.size() && parent_of(pid) == own_pid()) found.push_back(pid);
  }
  return found;
}

void send_signal(Pid pid, int signal) noexcept { ::kill(pid, signal); }
void send_signal_to_group(Pid leader, int signal) noexcept { ::kill(-leader, signal); }

Pid group_of(Pid pid) noexcept { return ::getpgid(pid); }

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

}  // namespace polyproc::internal::os
