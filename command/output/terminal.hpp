#pragma once

#include <string_view>

namespace parzen::command {

/// Whether standard error is a terminal somebody looks at.
[[nodiscard]] bool error_is_terminal();

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

 private:
  bool visible_;
};

}  // namespace parzen::command
