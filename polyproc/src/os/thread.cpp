#include "os/thread.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

#include "os/signals.hpp"
#include "polyproc/error.hpp"

// Defined in programs that run under ThreadSanitizer; null in all others.
extern "C" [[gnu::weak]] void __tsan_init();  // NOLINT(bugprone-reserved-identifier): its name is not ours to choose

namespace polyproc::internal::os {
namespace {

// Text, for it is there from the start: a pool that is a static object may ask for it before any path is made.
constexpr const char* kTasks = "/proc/self/task";

// From TID/stat: "tid (name) state ppid pgrp session tty tpgid FLAGS …"; the name may contain anything, so its last ')'
// counts.
bool is_ending(const std::filesystem::path& task) {
  constexpr unsigned kExiting = 0x4;  // PF_EXITING of <linux/sched.h>, which is not for users
  errno = 0;
  std::ifstream file{task / "stat"};
  if (!file && (errno == EMFILE || errno == ENFILE)) throw SystemError{errno, "looking at this process's threads"};
  std::string line;
  if (!std::getline(file, line)) return true;  // gone since it was listed
  std::istringstream fields{line.substr(line.rfind(')') + 1)};
  std::string skipped;
  unsigned flags = 0;
  fields >> skipped >> skipped >> skipped >> skipped >> skipped >> skipped >> flags;
  return (flags & kExiting) != 0;
}

// A directory has two links of its own and one for each below it: quicker to ask for than to list.
bool has_one_task() {
  struct stat status {};
  return ::stat(kTasks, &status) == 0 && status.st_nlink == 3;
}

}  // namespace

std::size_t thread_count() {
  if (has_one_task()) return 1;
  std::error_code failed;
  const std::filesystem::directory_iterator tasks{kTasks, failed};
  if (failed) throw SystemError{failed.value(), "looking at this process's threads"};
  std::size_t count = 0;
  for (const auto& task : tasks) count += is_ending(task) ? 0 : 1;
  // ThreadSanitizer starts a thread of its own before the program's first one, and again in a forked child. So a second
  // thread is never the program's: it would be the third.
  return &__tsan_init != nullptr && count > 1 ? count - 1 : count;
}

bool on_main_thread() noexcept { return ::gettid() == ::getpid(); }

std::thread start_quiet_thread(std::function<void()> body) {
  const SignalMask blocked_meanwhile_and_inherited;
  return std::thread{std::move(body)};
}

}  // namespace polyproc::internal::os
