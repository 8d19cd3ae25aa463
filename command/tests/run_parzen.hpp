#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace parzen::command {

/// What a user of the command gets to see.
struct Outcome {
  int exit_code;  ///< 128 + the signal's number if a signal ended it, as in a shell
  std::string out;
  std::string err;
};

/// Runs `parzen ARGUMENTS` in a shell, in the scratch directory of this test program: `input` is its standard input,
/// and `before` comes before the program's name, e.g. "PATH=/nowhere".
[[nodiscard]] Outcome run_parzen(const std::string& arguments, const std::string& input = {},
                                 const std::string& before = {});

/// Runs a whole shell line there, in which "parzen" is the program under test and "$PARZEN" its path.
[[nodiscard]] Outcome run_shell(const std::string& line, const std::string& input = {});

/// A directory for this test program, empty at its start and gone after its end.
[[nodiscard]] const std::filesystem::path& scratch();

/// Writes a file into the scratch directory and returns its path.
std::string scratch_file(const std::string& name, const std::string& content);

[[nodiscard]] std::string content_of(const std::filesystem::path& path);

/// The names in a directory, sorted.
[[nodiscard]] std::vector<std::string> names_in(const std::filesystem::path& directory);

/// Whether `text` is exactly one line.
[[nodiscard]] bool is_one_line(const std::string& text);

/// A file system mounted on a fresh directory for as long as this lives. Only root may; `is_there()` says whether it
/// is.
class Mount {
 public:
  /// `options` as for mount(8) of a tmpfs, e.g. "size=64k".
  explicit Mount(const std::string& options);
  Mount(const Mount&) = delete;
  Mount& operator=(const Mount&) = delete;
  ~Mount();
  [[nodiscard]] bool is_there() const noexcept { return is_there_; }
  [[nodiscard]] std::string path() const { return path_.string(); }
  /// The same as one word of a shell.
  [[nodiscard]] std::string shell_path() const;

 private:
  std::filesystem::path path_;
  bool is_there_;
};

}  // namespace parzen::command
