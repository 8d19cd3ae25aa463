#include "plot/temporary_directory.hpp"

#include <fmt/format.h>

#include <random>

#include "failure.hpp"

namespace parzen::command {
namespace {

namespace fs = std::filesystem;

fs::path make_directory_in(const fs::path& parent) {
  std::random_device random;
  const fs::path path = parent / fmt::format("parzen-{:08x}{:08x}", random(), random());
  std::error_code error;
  // False without an error means that the name is taken: somebody else's directory is not ours to use.
  if (fs::create_directory(path, error)) return path;
  throw Failure{fmt::format("cannot make a temporary directory in {}: {}; set TMPDIR to a directory with room",
                            parent.string(), error ? error.message() : "File exists")};
}

fs::path temporary_place() {
  std::error_code error;
  const fs::path path = fs::temp_directory_path(error);
  return error ? fs::path{"/tmp"} : path;
}

}  // namespace

TemporaryDirectory::TemporaryDirectory() : path_{make_directory_in(temporary_place())}, guard_{path_.string()} {}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace parzen::command
