#pragma once

#include <cstdio>
#include <filesystem>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "output/file_buffer.hpp"
#include "output/unfinished_file.hpp"

namespace parzen::command {

/// Where a result goes. Nobody ever sees half a file, and none is left when an error or Ctrl-C comes in between:
///
/// - "-" is standard output;
/// - a regular file, or a name that does not exist yet, is written beside its target and renamed by `commit`;
///   an existing file keeps its permissions, which hold before the first byte is written; a symbolic link keeps
///   pointing where it points, also if nothing is there yet;
/// - anything else (a device, a pipe, /dev/stdout) is written directly.
///
///     Output output{"density.csv"};
///     output.stream() << "width,density\n";
///     output.commit();
///
/// Everything may throw Failure: opening (no such directory), writing and `commit` (disk full).
class Output {
 public:
  explicit Output(const std::string& target);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  /// Without `commit` the target stays as it was.
  ~Output();

  [[nodiscard]] std::ostream& stream() noexcept { return stream_; }
  /// Everything is written: flush and close. What a full disk has kept from being written shows here at the latest.
  void finish();
  /// Gives the file its name, after `finish`.
  void commit();
  /// Writes `content` and commits.
  void write(std::string_view content);

 private:
  struct Place {
    std::string name;                             // as the user wrote it
    std::filesystem::path path;                   // what is opened
    std::optional<std::filesystem::path> target;  // what `path` is renamed to; none if it is written directly
    const char* mode;                             // of std::fopen
  };
  static Place place(const std::string& target);
  static std::FILE* open(const Place& place);

  Place place_;
  UnfinishedFile unfinished_;
  std::FILE* file_;
  FileBuffer buffer_;
  std::ostream stream_;
};

/// Writes `content` to `target` as a whole, as Output does.
void write_output(const std::string& target, std::string_view content);

/// Makes a directory and its parents, if they do not exist yet. Throws Failure if a file is in the way.
void make_directory(const std::string& path);

}  // namespace parzen::command
