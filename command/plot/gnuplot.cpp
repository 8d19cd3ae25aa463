#include "plot/gnuplot.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "output/output.hpp"
#include "output/unfinished_file.hpp"
#include "plot/temporary_directory.hpp"
#include "system/shell_line.hpp"
#include "text/shell.hpp"

namespace parzen::command {
namespace {

namespace fs = std::filesystem;

constexpr int kShellFoundNoProgram = 127;

// noenhanced: text is text, "_" and "^" included. Larger pixels for PNG: pictures are looked at on fine screens.
std::string terminal(const Plot& plot, PictureFormat format) {
  switch (format) {
    case PictureFormat::svg:
      return fmt::format("svg size {},{} dynamic noenhanced font 'sans-serif,13' background '#ffffff' name '{}'",
                         plot.width, plot.height, plot.name);
    case PictureFormat::png:
      return fmt::format("pngcairo size {},{} noenhanced font 'sans,10' fontscale 3 linewidth 3 pointscale 3",
                         3 * plot.width, 3 * plot.height);
    case PictureFormat::pdf:
      break;
  }
  return fmt::format("pdfcairo size {}in,{}in noenhanced font 'sans,10' fontscale 0.9 linewidth 1.5 pointscale 0.9",
                     plot.width / 96.0, plot.height / 96.0);
}

// The pictures have fixed names inside our own directory, so nothing that a user wrote stands in the script.
std::string script(const Plot& plot, const std::vector<PictureFormat>& formats) {
  std::string text = "set encoding utf8\n";
  for (const PictureFormat format : formats) {
    text += fmt::format("set terminal {}\nset output 'picture.{}'\n{}\nset output\n", terminal(plot, format),
                        extension(format), plot.commands);
  }
  return text;
}

std::string content(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

// gnuplot shows the command and a caret under it before it says what is wrong.
std::string complaint(const fs::path& errors) {
  std::ifstream file{errors};
  std::string last = "no picture was made";
  for (std::string line; std::getline(file, line);) {
    if (line.find_first_not_of(" \t") != std::string::npos) last = line;
  }
  return last;
}

void run_gnuplot(const fs::path& directory) {
  // -d: the user's own gnuplot settings shall not change our pictures.
  const int status =
      run_shell_line(fmt::format("cd {} && gnuplot -d script 2>errors; exit $?", shell_quoted(directory.string())));
  if (WIFEXITED(status) && WEXITSTATUS(status) == kShellFoundNoProgram) throw GnuplotMissing{};
  if (status != 0) throw Failure{fmt::format("gnuplot failed: {}", complaint(directory / "errors"))};
}

std::string made_picture(const fs::path& directory, PictureFormat format) {
  std::string picture = content(directory / ("picture." + extension(format)));
  if (picture.empty()) throw Failure{fmt::format("gnuplot failed: {}", complaint(directory / "errors"))};
  return picture;
}

/// What a signal that ends the program must remove before the directory.
std::deque<UnfinishedFile> guarded(const fs::path& directory) {
  std::deque<UnfinishedFile> guards;
  for (const char* name : {"script", "errors", "picture.svg", "picture.png", "picture.pdf"}) {
    guards.emplace_back((directory / name).string());
  }
  return guards;
}

}  // namespace

GnuplotMissing::GnuplotMissing()
    : Failure{"gnuplot, which draws the plots, is not installed; install it with 'apt-get install gnuplot-nox'"} {}

std::vector<std::string> draw(const Plot& plot, const std::vector<PictureFormat>& formats) {
  const TemporaryDirectory directory;
  const auto guards = guarded(directory.path());
  write_output((directory.path() / "script").string(), script(plot, formats));
  run_gnuplot(directory.path());
  std::vector<std::string> pictures;
  for (const PictureFormat format : formats) pictures.push_back(made_picture(directory.path(), format));
  return pictures;
}

std::string gnuplot_version() {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{::popen("gnuplot --version 2>/dev/null", "re"), ::pclose};
  std::array<char, 128> line{};
  if (!pipe || !std::fgets(line.data(), static_cast<int>(line.size()), pipe.get())) return "not installed";
  std::string version = line.data();
  version.erase(version.find_last_not_of('\n') + 1);
  return version.starts_with("gnuplot ") ? version.substr(8) : version;
}

}  // namespace parzen::command
