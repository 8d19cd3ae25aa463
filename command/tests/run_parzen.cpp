#include "run_parzen.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "plot/temporary_directory.hpp"
#include "text/shell.hpp"

namespace parzen::command {
namespace {

namespace fs = std::filesystem;

// What is there is replaced, not written to: it may be a link to a program of this machine.
void write_file(const fs::path& path, const std::string& content) {
  fs::remove(path);
  std::ofstream{path, std::ios::binary} << content;
}

}  // namespace

Outcome run_shell(const std::string& line, const std::string& input) {
  const TemporaryDirectory files;
  const fs::path in = files.path() / "in", out = files.path() / "out", err = files.path() / "err";
  write_file(in, input);
  const std::string place = "cd " + shell_quoted(scratch().string()) + " && ";
  const std::string definition = "PARZEN=" + shell_quoted(PARZEN_PROGRAM) + "; parzen() { \"$PARZEN\" \"$@\"; }; ";
  const std::string shell = place + definition + "{ " + line + "; } <" + shell_quoted(in.string()) + " >" +
                            shell_quoted(out.string()) + " 2>" + shell_quoted(err.string());
  const int status = std::system(shell.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), content_of(out), content_of(err)};
}

Outcome run_parzen(const std::string& arguments, const std::string& input, const std::string& before) {
  return run_shell(before + " " + shell_quoted(PARZEN_PROGRAM) + " " + arguments, input);
}

const fs::path& scratch() {
  static const TemporaryDirectory directory;
  return directory.path();
}

std::string scratch_file(const std::string& name, const std::string& content) {
  const fs::path path = scratch() / name;
  write_file(path, content);
  return path.string();
}

std::string content_of(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::vector<std::string> names_in(const fs::path& directory) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator{directory})
    names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

bool is_one_line(const std::string& text) {
  return text.size() > 1 && text.back() == '\n' && std::ranges::count(text, '\n') == 1;
}

Mount::Mount(const std::string& options) : path_{scratch() / ("mount-" + options)} {
  fs::create_directory(path_);
  const std::string command = "mount -t tmpfs -o " + shell_quoted(options) + " tmpfs " + shell_quoted(path_.string());
  is_there_ = std::system((command + " 2>/dev/null").c_str()) == 0;
}

Mount::~Mount() {
  if (is_there_) (void)!std::system(("umount " + shell_quoted(path_.string())).c_str());
}

std::string Mount::shell_path() const { return shell_quoted(path_.string()); }

}  // namespace parzen::command
