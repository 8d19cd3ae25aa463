#include "pool/progress_bar.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "os/epoll.hpp"
#include "os/pipe.hpp"
#include "os/terminal.hpp"

namespace polyproc::internal::pool {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr int kStandardError = 2;
constexpr std::size_t kLongestBar = 40;
constexpr std::string_view kLineAnew = "\r\033[K";

template <class... Values>
std::string formatted(const char* format, Values... values) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), format, values...);
  return text.data();
}

std::string clock_time(Seconds time) {
  const auto seconds = static_cast<long>(std::clamp(time.count(), 0.0, 1e9));
  const long hours = seconds / 3600;
  return (hours != 0 ? formatted("%ld:", hours) : "") + formatted("%02ld:%02ld", seconds / 60 % 60, seconds % 60);
}

std::string rate(double per_second) {
  if (per_second >= 1e6) return formatted("%.1fM/s", per_second / 1e6);
  if (per_second >= 1e3) return formatted("%.1fk/s", per_second / 1e3);
  return formatted("%.1f/s", per_second);
}

}  // namespace

std::string progress_line(std::string_view label, std::size_t done, std::size_t total, Seconds elapsed,
                          std::size_t columns) {
  const double part = total == 0 ? 1 : static_cast<double>(done) / static_cast<double>(total);
  const double per_second = elapsed.count() > 0 ? static_cast<double>(done) / elapsed.count() : 0;
  const std::string left = done == 0 ? "?" : clock_time(Seconds{static_cast<double>(total - done) / per_second});
  const std::string before = std::string{label} + formatted(": %3d%%|", static_cast<int>(100 * part));
  const std::string after = "| " + std::to_string(done) + "/" + std::to_string(total) + " [" + clock_time(elapsed) +
                            "<" + left + ", " + rate(per_second) + "]";
  const std::size_t room = columns - std::min(columns, before.size() + after.size());
  const std::size_t length = std::min(room, kLongestBar);
  const auto full = static_cast<std::size_t>(part * static_cast<double>(length));
  return (before + std::string(full, '#') + std::string(length - full, ' ') + after).substr(0, columns);
}

std::shared_ptr<ProgressBar> ProgressBar::make(const std::string& label, std::size_t total) {
  if (!os::is_terminal(kStandardError)) return nullptr;
  return std::shared_ptr<ProgressBar>{new ProgressBar{label, total}};
}

void ProgressBar::show(std::size_t done) {
  const std::lock_guard lock{mutex_};
  if (finished_ || Clock::now() - drawn_ < kBetweenPictures) return;
  drawn_ = Clock::now();
  draw(done, "");
}

void ProgressBar::finish() {
  const std::lock_guard lock{mutex_};
  if (finished_) return;
  finished_ = true;
  draw(total_, "\n");
}

// A terminal that its user has stopped (Ctrl-S) gets no picture: whoever draws has other work.
void ProgressBar::draw(std::size_t done, std::string_view end) const {
  if (!os::is_writable(kStandardError)) return;
  std::string text{kLineAnew};
  // One character less: a full line would wrap.
  text += progress_line(label_, done, total_, Clock::now() - began_, os::terminal_columns(kStandardError) - 1);
  text += end;
  os::write_all(kStandardError, text);
}

}  // namespace polyproc::internal::pool
