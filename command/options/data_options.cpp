#include "options/data_options.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "options/common_options.hpp"
#include "options/parsed_option.hpp"
#include "polyproc/cpu_count.hpp"
#include "text/shell.hpp"

namespace parzen::command {
namespace {

NanPolicy parse_nan(const std::string& text) {
  if (text == "refuse") return NanPolicy::refuse;
  if (text == "drop") return NanPolicy::drop;
  throw std::invalid_argument{fmt::format("expected refuse or drop, got '{}'", text)};
}

std::vector<std::string> parse_columns(const std::string& text) {
  std::vector<std::string> columns;
  std::size_t begin = 0;
  for (std::size_t end = 0; end != text.npos; begin = end + 1) {
    end = text.find(',', begin);
    columns.push_back(text.substr(begin, end - begin));
    if (columns.back().empty()) {
      throw std::invalid_argument{fmt::format("expected names or numbers of columns, got '{}'", text)};
    }
  }
  return columns;
}

}  // namespace

void add_data(CLI::App& app, DataOptions& data) {
  const auto store = [&data](const std::vector<std::string>& files) {
    for (const std::string& file : files) {
      if (file.empty()) throw UsageError{"DATA: expected a file name, got ''"};
    }
    if (std::ranges::count(files, "-") > 1) throw UsageError{"DATA: standard input can be read once; give '-' once"};
    data.files = files;
  };
  app.add_option_function<std::vector<std::string>>(
         "DATA", store, "Samples: .csv, .tsv or .npy files, read as one table; - is standard input")
      ->type_name("")
      ->required();
  add_table(app, data.read);
}

void add_table(CLI::App& app, ReadOptions& read) {
  add_parsed(app, "--columns", read.columns, parse_columns,
             "The columns to use, by name or by number from 1; by default all")
      ->type_name("NAME,...");
  add_parsed(app, "--nan", read.nan, parse_nan, "refuse rows with missing numbers, or drop them and say how many")
      ->type_name("WHAT")
      ->default_str("refuse");
}

std::string data_name(const DataOptions& data) {
  const std::string first = input_name(data.files.at(0));
  return data.files.size() == 1 ? first : fmt::format("{} and {} more", first, data.files.size() - 1);
}

std::string shell_words(const DataOptions& data) {
  std::string words;
  for (const std::string& file : data.files)
    words += (words.empty() ? "" : " ") + (file == "-" ? file : shell_quoted(file));
  if (!data.read.columns.empty())
    words += " --columns " + shell_quoted(fmt::format("{}", fmt::join(data.read.columns, ",")));
  return data.read.nan == NanPolicy::drop ? words + " --nan drop" : words;
}

SampleReader open_data(const DataOptions& data) {
  ReadOptions options = data.read;
  options.threads = polyproc::cpu_count();
  return SampleReader{data.files, options};
}

Data read_data(const DataOptions& data, Progress& progress) {
  SampleReader reader = open_data(data);
  return read_data(data, reader, progress);
}

Data read_data(const DataOptions& data, SampleReader& reader, Progress& progress) {
  const std::string what = "reading " + data_name(data);
  Samples samples = reader.read_all([&](const SampleReader& at) { show_reading(progress, what, at); });
  return {std::move(samples), reader.dropped()};
}

void show_reading(Progress& progress, const std::string& what, const SampleReader& reader) {
  progress.show_part(what, reader.position(), reader.size());
}

void tell_dropped(const DataOptions& data, std::uint64_t dropped) {
  if (data.read.nan != NanPolicy::drop) return;
  fmt::print(stderr, "parzen: {}: dropped {} row{} with missing numbers\n", data_name(data), dropped,
             dropped == 1 ? "" : "s");
}

nlohmann::ordered_json with_dropped(nlohmann::ordered_json json, const DataOptions& data, std::uint64_t dropped) {
  if (data.read.nan == NanPolicy::drop) json["dropped"] = dropped;
  return json;
}

}  // namespace parzen::command
