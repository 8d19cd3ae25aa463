#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace parzen {

/// A folder of its own for each test, gone afterwards.
class ScratchFiles : public testing::Test {
 protected:
  ScratchFiles() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    directory_ = std::filesystem::path{testing::TempDir()} / ("parzen_" + std::string{test->test_suite_name()} + "_" +
                                                              std::to_string(::getpid()) + "_" + test->name());
    std::filesystem::create_directory(directory_);
  }
  ~ScratchFiles() override { std::filesystem::remove_all(directory_); }

  [[nodiscard]] std::string path(const std::string& name) const { return (directory_ / name).string(); }
  /// Writes a file and returns its path.
  [[nodiscard]] std::string file(const std::string& name, const std::string& content) const {
    std::ofstream{path(name), std::ios::binary} << content;
    return path(name);
  }

 private:
  std::filesystem::path directory_;
};

}  // namespace parzen
