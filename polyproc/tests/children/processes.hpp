#pragma once

#include <poll.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace polyproc::children {

/// Whether `condition` comes true, looked at again and again. Gives up after a time that is far beyond any machine's
/// load.
template <class Condition>
bool eventually(Condition condition, std::chrono::seconds patience = std::chrono::seconds{30}) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
  return true;
}

inline std::size_t open_descriptors(pid_t pid = ::getpid()) {
  std::size_t count = 0;
  std::error_code ignored;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::directory_iterator{"/proc/" + std::to_string(pid) + "/fd", ignored})
    ++count;
  return count;
}

/// Children of a process, zombies included.
inline std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> found;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator{"/proc", ignored}) {
    const std::string name = entry.path().filename();
    pid_t pid = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), pid).ptr != name.data() + name.size()) continue;
    std::ifstream file{entry.path() / "stat"};
    std::string line;
    std::getline(file, line);
    std::istringstream rest{line.substr(line.rfind(')') == std::string::npos ? line.size() : line.rfind(')') + 1)};
    std::string state;
    pid_t ppid = -1;
    rest >> state >> ppid;
    if (ppid == parent) found.push_back(pid);
  }
  return found;
}

/// A pipe that every process made from now on has the writing end of, so that reading shows when the last of them is
/// gone.
class LifeLine {
 public:
  LifeLine() {
    if (::pipe(ends_.data()) != 0) throw std::runtime_error{"pipe"};
  }
  LifeLine(const LifeLine&) = delete;
  LifeLine& operator=(const LifeLine&) = delete;
  ~LifeLine() {
    ::close(ends_[0]);
    let_go();
  }
  /// This process does not count any more.
  void let_go() {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }
  [[nodiscard]] int writing_end() const { return ends_[1]; }
  /// Takes one byte that somebody has written, if one comes.
  [[nodiscard]] bool read_byte(std::chrono::milliseconds patience = std::chrono::seconds{30}) const {
    char byte = 0;
    return wait(patience) && ::read(ends_[0], &byte, 1) == 1;
  }
  /// Whether all others are gone before the patience is over.
  [[nodiscard]] bool all_gone(std::chrono::milliseconds patience = std::chrono::seconds{30}) {
    let_go();
    char byte = 0;
    while (wait(patience)) {
      if (::read(ends_[0], &byte, 1) == 0) return true;
    }
    return false;
  }

 private:
  [[nodiscard]] bool wait(std::chrono::milliseconds patience) const {
    pollfd polled{.fd = ends_[0], .events = POLLIN, .revents = 0};
    return ::poll(&polled, 1, static_cast<int>(patience.count())) == 1;
  }
  std::array<int, 2> ends_{-1, -1};
};

}  // namespace polyproc::children
