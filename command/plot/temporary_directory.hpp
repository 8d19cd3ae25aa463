#pragma once

#include <filesystem>

#include "output/unfinished_file.hpp"

namespace parzen::command {

/// A fresh directory under the system's place for temporary files, removed with all that is in it. A signal that ends
/// the program removes it too, if whoever puts files into it guards them as UnfinishedFile.
class TemporaryDirectory {
 public:
  /// Throws Failure if there is no place where one can be made.
  TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
  UnfinishedFile guard_;
};

}  // namespace parzen::command
