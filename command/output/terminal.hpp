#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace parzen::command {

/// Whether standard error is a terminal somebody looks at.
[[nodiscard]] bool error_is_terminal();

/// "reading x.csv:  42 % of 1.2 GB, 410 MB/s, 00:02 left"; of what nobody knows the length "reading x.csv: 1.2 GB, 410
/// MB/s".
[[nodiscard]] std::string part_line(std::string_view text, std::uint64_t done, std::uint64_t total,
                                    std::chrono::duration<double> elapsed);

enum class Verbosity { normal, quiet };

/// One line on standard error that says what is being done, and is wiped away afterwards.
/// Shows nothing unless standard error is a terminal; never touches standard output.
///
///     Progress progress{options.verbosity};
///     progress.show("serial");
class Progress {
 public:
  explicit Progress(Verbosity verbosity);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// Replaces the line.
  void show(std::string_view text);
  /// Replaces the line by how many of `total` bytes are done, how many a second, and the time that is left: of the same
  /// `text` from the first call on. A total of 0 is one that nobody knows. Draws ten times a second at most.
  void show_part(std::string_view text, std::uint64_t done, std::uint64_t total);

 private:
  using Clock = std::chrono::steady_clock;

  bool visible_;
  std::string text_;  // of the part shown last
  Clock::time_point began_;
  Clock::time_point drawn_;
};

}  // namespace parzen::command
