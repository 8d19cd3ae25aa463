#pragma once

#include <filesystem>

namespace parzen::command {

/// A fresh directory under the system's place for temporary files, removed with all that is in it.
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
};

}  // namespace parzen::command
