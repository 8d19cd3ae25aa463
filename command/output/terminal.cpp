#include "output/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace parzen::command {
namespace {

constexpr std::string_view kWipeLine = "\r\033[K";
constexpr std::chrono::milliseconds kBetweenPictures{100};

std::string bytes_text(double bytes) {
  if (bytes >= 1e9) return fmt::format("{:.1f} GB", bytes / 1e9);
  if (bytes >= 1e6) return fmt::format("{:.0f} MB", bytes / 1e6);
  return fmt::format("{:.0f} kB", bytes / 1e3);
}

std::string clock_text(double seconds) {
  const auto whole = static_cast<long>(std::clamp(seconds, 0.0, 1e9));
  return fmt::format("{:02}:{:02}", whole / 60, whole % 60);
}

}  // namespace

bool error_is_terminal() {
  // What isatty would say, read from /proc: system calls have their own room, in another library.
  std::error_code failed;
  const std::string device = std::filesystem::read_symlink("/proc/self/fd/2", failed).string();
  return !failed && (device.starts_with("/dev/pts/") || device.starts_with("/dev/tty") || device == "/dev/console");
}

std::string part_line(std::string_view text, std::uint64_t done, std::uint64_t total,
                      std::chrono::duration<double> elapsed) {
  const auto bytes = static_cast<double>(done);
  const double rate = elapsed.count() > 0 ? bytes / elapsed.count() : 0;
  if (total == 0) return fmt::format("{}: {}, {}/s", text, bytes_text(bytes), bytes_text(rate));
  const auto all = static_cast<double>(total);
  const std::string left = rate > 0 ? clock_text((all - bytes) / rate) : "?";
  return fmt::format("{}: {:3.0f} % of {}, {}/s, {} left", text, 100 * bytes / all, bytes_text(all), bytes_text(rate),
                     left);
}

Progress::Progress(Verbosity verbosity) : visible_{verbosity == Verbosity::normal && error_is_terminal()} {}

Progress::~Progress() { show({}); }

void Progress::show(std::string_view text) {
  if (!visible_) return;
  fmt::print(stderr, "{}{}", kWipeLine, text);
  std::fflush(stderr);
}

void Progress::show_part(std::string_view text, std::uint64_t done, std::uint64_t total) {
  if (!visible_) return;
  const Clock::time_point now = Clock::now();
  if (text != text_) {
    text_ = text;
    began_ = now;
  } else if (now - drawn_ < kBetweenPictures) {
    return;
  }
  drawn_ = now;
  show(part_line(text, done, total, now - began_));
}

}  // namespace parzen::command
