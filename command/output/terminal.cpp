#include "output/terminal.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

namespace parzen::command {
namespace {

constexpr std::string_view kWipeLine = "\r\033[K";

}  // namespace

bool error_is_terminal() {
  // What isatty would say, read from /proc: system calls have their own room, in another library.
  std::error_code failed;
  const std::string device = std::filesystem::read_symlink("/proc/self/fd/2", failed).string();
  return !failed && (device.starts_with("/dev/pts/") || device.starts_with("/dev/tty") || device == "/dev/console");
}

Progress::Progress(Verbosity verbosity) : visible_{verbosity == Verbosity::normal && error_is_terminal()} {}

Progress::~Progress() { show({}); }

void Progress::show(std::string_view text) {
  if (!visible_) return;
  fmt::print(stderr, "{}{}", kWipeLine, text);
  std::fflush(stderr);
}

}  // namespace parzen::command
