#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace polyproc::internal::pool {

/// "label:  42%|####      | 420/1000 [00:12<00:17, 34.5/s]", at most `columns` characters: how far a map is, the time
/// it has taken and will still take at its mean rate, and that rate in items per second.
[[nodiscard]] std::string progress_line(std::string_view label, std::size_t done, std::size_t total,
                                        std::chrono::duration<double> elapsed, std::size_t columns);

/// One line on a terminal, standard error, that is drawn anew while a map runs. Safe to use from several threads.
class ProgressBar {
 public:
  /// Empty where standard error is no terminal: then nobody looks.
  [[nodiscard]] static std::shared_ptr<ProgressBar> make(const std::string& label, std::size_t total);

  static constexpr std::chrono::milliseconds kBetweenPictures{100};

  /// Draws it, unless it has been drawn just before.
  void show(std::size_t done);
  /// Draws it for the last time, and ends the line.
  void finish();

 private:
  using Clock = std::chrono::steady_clock;
  ProgressBar(const std::string& label, std::size_t total) : label_{label}, total_{total} {}
  void draw(std::size_t done, std::string_view end) const;

  const std::string label_;
  const std::size_t total_;
  const Clock::time_point began_ = Clock::now();
  std::mutex mutex_;
  Clock::time_point drawn_{};
  bool finished_ = false;
};

}  // namespace polyproc::internal::pool
