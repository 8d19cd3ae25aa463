#include "options/common_options.hpp"

#include <fmt/ranges.h>

#include <limits>
#include <string_view>

#include "options/parsed_option.hpp"

namespace parzen::command {
namespace {

Format parse_format(const std::string& text) {
  if (text == "table") return Format::table;
  if (text == "csv") return Format::csv;
  if (text == "json") return Format::json;
  throw std::invalid_argument{fmt::format("expected table, csv or json, got '{}'", text)};
}

int parse_process_count(std::string_view text) { return static_cast<int>(parse_whole(text, 1, kMostProcesses)); }

std::vector<int> parse_process_list(std::string_view text) {
  std::vector<int> list;
  for (;;) {
    const std::size_t comma = text.find(',');
    list.push_back(parse_process_count(text.substr(0, comma)));
    if (comma == std::string_view::npos) return list;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

void add_format(CLI::App& app, Format& format) {
  add_parsed(app, "--format", format, parse_format, "table (for people), csv or json (numbers round-trip)")
      ->type_name("NAME")
      ->default_str("table");
}

std::string parse_file_name(const std::string& text) {
  if (text.empty()) throw std::invalid_argument{"expected a file name, got ''"};
  return text;
}

void add_plot(CLI::App& app, std::optional<PictureFile>& plot, const std::string& what) {
  add_parsed(app, "--plot", plot, parse_picture_file, what + "; .svg, .png or .pdf")->type_name("FILE");
}

void add_output(CLI::App& app, std::string& target) {
  add_parsed(app, "-o,--output", target, parse_file_name, "Where the result goes; - is standard output")
      ->type_name("FILE")
      ->default_str(target);
}

void add_seed(CLI::App& app, std::uint32_t& seed, const std::string& help) {
  add_whole(app, "--seed", seed, 0U, std::numeric_limits<std::uint32_t>::max(), help);
}

void add_scratch(CLI::App& app, std::string& directory) {
  add_parsed(app, "--scratch", directory, parse_file_name, "Directory for the task that waits for the disk")
      ->type_name("DIR")
      ->default_str(directory);
}

void add_explain(CLI::App& app, bool& explain) {
  app.add_flag("--explain", explain, "Say on standard error how it was computed, and why so");
}

void add_quiet(CLI::App& app, Verbosity& verbosity) {
  app.add_flag_callback(
      "--quiet", [&verbosity] { verbosity = Verbosity::quiet; }, "Show no progress on the terminal");
}

CLI::Option* add_processes(CLI::App& app, std::optional<int>& processes, const std::string& help) {
  return add_parsed(app, "--processes", processes, parse_process_count, help)->type_name("N");
}

void add_workers(CLI::App& app, std::optional<int>& processes) {
  add_processes(app, processes, "Worker processes; by default all cores, if there is enough work for them");
}

void add_process_list(CLI::App& app, std::vector<int>& processes, const std::string& help) {
  add_parsed(app, "--processes", processes, parse_process_list, help)
      ->type_name("N,N,...")
      ->default_str(fmt::format("{}", fmt::join(processes, ",")));
}

}  // namespace parzen::command
