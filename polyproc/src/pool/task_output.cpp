#include "pool/task_output.hpp"

#include <algorithm>
#include <array>

#include "os/pipe.hpp"

namespace polyproc::internal::pool {
namespace {

// No text begins with a zero byte. The number has a fixed width, so a mark is recognised when all of it is there.
constexpr std::string_view kMark{"\0polyproc task ", 15};
constexpr std::size_t kDigits = 20;
constexpr std::size_t kMarkBytes = kMark.size() + kDigits;
constexpr std::size_t kTailBytes = 4096;

}  // namespace

std::string output_mark(std::uint64_t task) {
  const std::string number = std::to_string(task);
  return std::string{kMark} + std::string(kDigits - number.size(), '0') + number;
}

std::string TaskOutput::read_lines() {
  take_available();
  return cut_lines();
}

std::string TaskOutput::read_rest() {
  std::string lines = read_lines();
  if (!pending_.empty()) add_line(lines, pending_);
  add_to_tail(pending_);
  pending_.clear();
  return lines;
}

void TaskOutput::take_available() {
  std::array<char, 65536> buffer;
  while (const auto bytes = os::read_now(end_, buffer)) {
    if (*bytes == 0) {
      at_end_ = true;
      return;
    }
    pending_.append(buffer.data(), *bytes);
  }
}

std::string TaskOutput::cut_lines() {
  std::string lines;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t end = pending_.find_first_of(std::string_view{"\n\0", 2}, begin);
    if (end == std::string::npos) break;
    const std::string_view rest = std::string_view{pending_}.substr(end);
    if (rest.front() == '\n') {
      add_line(lines, std::string_view{pending_}.substr(begin, end - begin));
      add_to_tail(std::string_view{pending_}.substr(begin, end + 1 - begin));
      begin = end + 1;
    } else if (rest.starts_with(kMark) && rest.size() >= kMarkBytes) {
      if (end != begin) add_line(lines, std::string_view{pending_}.substr(begin, end - begin));
      begin_task(rest.substr(kMark.size(), kDigits));
      begin = end + kMarkBytes;
    } else if (kMark.starts_with(rest.substr(0, kMark.size()))) {
      break;  // the rest of the mark is on its way
    } else {
      pending_[end] = '?';  // a byte that no terminal shows, and no mark
    }
  }
  pending_.erase(0, begin);
  return lines;
}

void TaskOutput::begin_task(std::string_view number) {
  number.remove_prefix(std::min(number.find_first_not_of('0'), number.size() - 1));
  task_ = number;
  tail_.clear();
}

void TaskOutput::add_line(std::string& lines, std::string_view line) {
  if (!task_.empty()) lines.append("[task ").append(task_).append("] ");
  lines.append(line).append("\n");
}

void TaskOutput::add_to_tail(std::string_view text) {
  tail_.append(text);
  if (tail_.size() > kTailBytes) tail_.erase(0, tail_.size() - kTailBytes);
}

}  // namespace polyproc::internal::pool
