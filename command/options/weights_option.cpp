#include "options/weights_option.hpp"

#include <algorithm>
#include <utility>

#include "columns.hpp"
#include "options/common_options.hpp"
#include "options/parsed_option.hpp"
#include "parzen/read.hpp"

namespace parzen::command {
namespace {

WeightsSource parse_source(const std::string& text) {
  const bool is_number = !text.empty() && std::ranges::all_of(text, [](char c) { return '0' <= c && c <= '9'; });
  if (is_number) return static_cast<std::size_t>(parse_whole(text, 1));
  return parse_file_name(text);
}

Weights checked(std::vector<double> values, const std::string& name) try {
  return Weights{std::move(values)};
} catch (const std::invalid_argument& error) {
  throw DataError{fmt::format("{}:1:1: --weights: {}", name, error.what())};
}

WeightedSamples split(const Samples& samples, std::size_t column, const std::string& name) {
  const std::size_t d = samples.dimension();
  if (column > d || d == 1) {
    throw DataError{
        fmt::format("{}:1:1: found {} column{}, expected {} or more: --weights takes one, the samples another", name, d,
                    d == 1 ? "" : "s", std::max<std::size_t>(column, 2))};
  }
  std::vector<double> weights;
  std::vector<double> values;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    for (std::size_t j = 0; j < d; ++j) (j + 1 == column ? weights : values).push_back(samples.row(i)[j]);
  }
  return {Samples{std::move(values), d - 1}, checked(std::move(weights), name)};
}

WeightedSamples joined(Samples samples, const std::string& path, const std::string& name) {
  const Samples column = read_samples(path);
  check_columns(input_name(path), column.dimension(), 1, "--weights");
  if (column.size() != samples.size()) {
    throw DataError{fmt::format("{}:1:1: found {} weights, expected {}, one for each row of {}", input_name(path),
                                column.size(), samples.size(), name)};
  }
  return {std::move(samples), checked({column.values().begin(), column.values().end()}, input_name(path))};
}

}  // namespace

void add_weights(CLI::App& app, std::optional<WeightsSource>& source) {
  add_parsed(app, "--weights", source, parse_source,
             "How much each sample counts: a column of the data by its number, or a file of one column")
      ->type_name("COLUMN|FILE");
}

WeightedSamples with_weights(Samples samples, const std::optional<WeightsSource>& source, const std::string& name) {
  if (!source) return {std::move(samples)};
  if (const auto* column = std::get_if<std::size_t>(&*source)) return split(samples, *column, name);
  return joined(std::move(samples), std::get<std::string>(*source), name);
}

}  // namespace parzen::command
