#include "output/output.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <random>
#include <utility>

namespace parzen::command {
namespace {

namespace fs = std::filesystem;

bool is_below(const fs::path& path, const char* directory) {
  std::error_code ignored;
  const std::string text = fs::weakly_canonical(fs::absolute(path, ignored), ignored).string() + "/";
  return text.starts_with(directory);
}

// /dev/stdout and /dev/fd/3 are links into /proc. They stand for an open descriptor: renaming another file over
// what that descriptor has open would take the result away from whoever opened it.
bool is_open_descriptor(const fs::path& path) {
  if (is_below(path.parent_path(), "/proc/")) return true;
  std::error_code ignored;
  if (!fs::is_symlink(path, ignored)) return false;
  return is_open_descriptor(path.parent_path() / fs::read_symlink(path, ignored));
}

bool is_device_or_pipe(const fs::path& path) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  return fs::exists(status) && !fs::is_regular_file(status);
}

fs::path name_beside(const fs::path& target) {
  return target.parent_path() / fmt::format(".{}.{:08x}", target.filename().string(), std::random_device{}());
}

fs::path resolved(const fs::path& path) {
  std::error_code ignored;
  return fs::is_symlink(path, ignored) ? fs::weakly_canonical(path, ignored) : path;
}

void keep_permissions(const fs::path& from, const fs::path& to) {
  std::error_code ignored;  // a file system without permissions is no reason to lose the result
  const fs::file_status status = fs::status(from, ignored);
  if (fs::exists(status)) fs::permissions(to, status.permissions(), ignored);
}

}  // namespace

// "x" refuses to write through a link that somebody put there; "e" keeps the descriptor from child processes.
Output::Place Output::place(const std::string& target) {
  if (target == "-") return {"standard output", {}, {}, {}};
  if (fs::is_directory(target)) fail_to_write(target, EISDIR);
  if (is_open_descriptor(target)) return {target, target, {}, "ae"};  // what `>> log` has kept stays
  if (is_device_or_pipe(target)) return {target, target, {}, "we"};
  const fs::path file = resolved(target);
  return {target, name_beside(file), file, "wxe"};
}

std::FILE* Output::open(const Place& place) {
  if (place.path.empty()) return stdout;
  std::FILE* file = std::fopen(place.path.c_str(), place.mode);
  if (!file) fail_to_write(place.name, errno);
  return file;
}

Output::Output(const std::string& target)
    : place_{place(target)},
      unfinished_{place_.target.empty() ? std::string{} : place_.path.string()},
      file_{open(place_)},
      buffer_{file_, place_.name},
      stream_{&buffer_} {
  stream_.exceptions(std::ios::badbit);
}

Output::~Output() {
  if (file_ && file_ != stdout) std::fclose(file_);
  if (!place_.target.empty()) {
    std::error_code ignored;
    fs::remove(place_.path, ignored);
  }
}

void Output::commit() {
  stream_.flush();
  close();
  if (place_.target.empty()) return;
  keep_permissions(place_.target, place_.path);
  std::error_code error;
  fs::rename(place_.path, place_.target, error);
  if (error) fail_to_write(place_.name, error.value());
  place_.target.clear();
}

void Output::close() {
  std::FILE* file = std::exchange(file_, nullptr);
  if (file != stdout && std::fclose(file) != 0) fail_to_write(place_.name, errno);
}

void write_output(const std::string& target, std::string_view content) {
  Output output{target};
  output.stream() << content;
  output.commit();
}

void make_directory(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (!error && !fs::is_directory(path)) error = std::make_error_code(std::errc::not_a_directory);
  if (error) fail_to_write(path, error.value());
}

}  // namespace parzen::command
