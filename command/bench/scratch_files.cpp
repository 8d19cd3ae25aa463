#include "bench/scratch_files.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "failure.hpp"

namespace parzen::command {
namespace {

namespace fs = std::filesystem;

void remove(const std::vector<std::string>& paths) {
  std::error_code ignored;
  for (const std::string& path : paths) fs::remove(path, ignored);
}

}  // namespace

ScratchFiles::ScratchFiles(const std::string& directory, int count) {
  bool made = true;
  for (int i = 0; i < count; ++i) {
    const std::string name = fmt::format(".parzen-bench-{:08x}-{}", std::random_device{}(), i);
    paths_.push_back((fs::path{directory} / name).string());
    guards_.emplace_back(paths_.back());
    made = made && std::ofstream{paths_.back()}.is_open();
  }
  if (made) return;
  remove(paths_);
  fail_to_scratch(directory);
}

ScratchFiles::~ScratchFiles() { remove(paths_); }

void fail_to_scratch(const std::string& directory) {
  throw Failure{fmt::format("cannot write files in {}; name a directory with room with --scratch", directory)};
}

}  // namespace parzen::command
