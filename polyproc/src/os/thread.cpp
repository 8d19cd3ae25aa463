#include "os/thread.hpp"

#include <filesystem>

#include "os/signals.hpp"

namespace polyproc::os {

std::size_t thread_count() {
  const std::filesystem::directory_iterator tasks{"/proc/self/task"};
  return static_cast<std::size_t>(std::distance(begin(tasks), end(tasks)));
}

std::thread start_quiet_thread(std::function<void()> body) {
  const SignalMask blocked_meanwhile_and_inherited;
  return std::thread{std::move(body)};
}

}  // namespace polyproc::os
