#pragma once

#include <deque>
#include <string>
#include <vector>

#include "output/unfinished_file.hpp"

namespace parzen::command {

/// Empty files in a directory, removed again, also if a signal ends the program.
class ScratchFiles {
 public:
  /// Throws Failure if `directory` cannot be written.
  ScratchFiles(const std::string& directory, int count);
  ScratchFiles(const ScratchFiles&) = delete;
  ScratchFiles& operator=(const ScratchFiles&) = delete;
  ~ScratchFiles();

  [[nodiscard]] const std::vector<std::string>& paths() const noexcept { return paths_; }

 private:
  std::vector<std::string> paths_;
  std::deque<UnfinishedFile> guards_;
};

/// Throws the Failure of a scratch directory that cannot be written.
[[noreturn]] void fail_to_scratch(const std::string& directory);

}  // namespace parzen::command
