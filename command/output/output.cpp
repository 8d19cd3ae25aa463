#include "output/output.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
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
bool is_open_descriptor(const fs::path& path) { return is_below(path.parent_path(), "/proc/"); }

/// What is at the end of the symbolic links, which lead somewhere: a file, or the name of one that does not exist yet.
fs::path followed(fs::path path) {
  std::error_code ignored;
  while (!is_open_descriptor(path) && fs::is_symlink(path, ignored)) {
    path = path.parent_path() / fs::read_symlink(path, ignored);
  }
  return path;
}

/// Short, since the target's own name may be as long as names can be.
fs::path name_beside(const fs::path& target) {
  return target.parent_path() / fmt::format(".parzen-{:08x}", std::random_device{}());
}

/// Makes an empty file beside `target` that nobody else may open, whatever the umask.
fs::path private_file_beside(const fs::path& target, const std::string& name) {
  std::string path = (target.parent_path() / ".parzen-XXXXXX").string();
  const int descriptor = ::mkstemp(path.data());
  if (descriptor == -1) fail_to_write(name, errno);
  std::fclose(::fdopen(descriptor, "w"));
  return path;
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
  std::error_code error;
  const fs::file_status status = fs::status(target, error);
  if (status.type() == fs::file_type::none) fail_to_write(target, error.value());  // links in a circle, too long a name
  if (fs::is_directory(status)) fail_to_write(target, EISDIR);
  const fs::path file = followed(target);
  if (is_open_descriptor(file)) return {target, target, {}, "ae"};  // what `>> log` has kept stays
  if (fs::is_regular_file(status)) return {target, private_file_beside(file, target), file, "we"};
  if (fs::exists(status)) return {target, target, {}, "we"};  // a device or a pipe
  return {target, name_beside(file), file, "wxe"};
}

std::FILE* Output::open(const Place& place) {
  if (place.path.empty()) return stdout;
  std::FILE* file = std::fopen(place.path.c_str(), place.mode);
  if (!file) fail_to_write(place.name, errno);
  if (place.target) keep_permissions(*place.target, place.path);
  return file;
}

Output::Output(const std::string& target)
    : place_{place(target)},
      unfinished_{place_.target ? place_.path.string() : std::string{}},
      file_{open(place_)},
      buffer_{file_, place_.name},
      stream_{&buffer_} {
  stream_.exceptions(std::ios::badbit);
}

Output::~Output() {
  if (file_ && file_ != stdout) std::fclose(file_);
  if (place_.target) {
    std::error_code ignored;
    fs::remove(place_.path, ignored);
  }
}

void Output::finish() {
  if (!file_) return;
  stream_.flush();
  std::FILE* file = std::exchange(file_, nullptr);
  if (file != stdout && std::fclose(file) != 0) fail_to_write(place_.name, errno);
}

void Output::commit() {
  finish();
  if (!place_.target) return;
  std::error_code error;
  fs::rename(place_.path, *place_.target, error);
  if (error) fail_to_write(place_.name, error.value());
  place_.target.reset();
}

void Output::write(std::string_view content) {
  stream_ << content;
  commit();
}

void write_output(const std::string& target, std::string_view content) { Output{target}.write(content); }

void make_directory(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (std::error_code ignored; !error && !fs::is_directory(path, ignored))
    error = std::make_error_code(std::errc::not_a_directory);
  if (error) fail_to_write(path, error.value());
}

}  // namespace parzen::command
