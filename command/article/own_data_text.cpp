#include "article/own_data_text.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ranges>

#include "bench/bench_text.hpp"
#include "sweep/sweep_text.hpp"
#include "text/explanation.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

// Where the widest column varies this much more than the narrowest, one side cannot fit both.
constexpr double kVeryDifferent = 5;

bool varies(const ColumnSummary& column) { return column.spread > 0; }

/// Of the columns that vary at all.
double ratio_of_spreads(const std::vector<ColumnSummary>& columns) {
  auto varying = columns | std::views::filter(varies);
  if (varying.empty()) return 1;
  const auto [least, most] = std::ranges::minmax(varying, {}, &ColumnSummary::spread);
  return most.spread / least.spread;
}

std::string constant_columns(const std::vector<ColumnSummary>& columns) {
  std::vector<std::size_t> numbers;
  for (std::size_t j = 0; j < columns.size(); ++j) {
    if (!varies(columns[j])) numbers.push_back(j + 1);
  }
  if (numbers.empty()) return {};
  const bool one = numbers.size() == 1;
  return fmt::format(" Column{} {} {} not vary: there is no density along {}. Leave {} out.", one ? "" : "s",
                     fmt::join(numbers, ", "), one ? "does" : "do", one ? "it" : "them", one ? "it" : "them");
}

/// Which of the widths is the one that the rule recommends, in words.
std::string place_of_reference(const OwnData& data) {
  constexpr double kRounding = 1.1;  // the step has two significant digits
  if (data.sweep.rows[9].width > kRounding * data.reference_width) {
    return fmt::format(
        "they are the smallest windows, and their multiples, whose volume in {} dimensions is a double; "
        "the normal reference rule would recommend h = {}",
        data.sweep.dimension, significant(data.reference_width));
  }
  return fmt::format(
      "they go up to twice the one that the normal reference rule recommends for this many samples of "
      "this spread (the tenth, h = {})",
      significant(data.sweep.rows[9].width));
}

nlohmann::ordered_json columns_json(const std::vector<ColumnSummary>& columns) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const ColumnSummary& column : columns) {
    json.push_back({{"min", column.min}, {"median", column.median}, {"max", column.max}, {"spread", column.spread}});
  }
  return json;
}

std::string choices_text(const OwnData& data) {
  if (!data.density) return {};
  return "Widths of a hypercube\n\n" + to_text(readable_table(data.density->choices)) + '\n';
}

nlohmann::ordered_json choices_json(const OwnData& data) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  if (!data.density) return json;
  for (const Selection& choice : data.density->choices) {
    nlohmann::ordered_json widths = nlohmann::ordered_json::array();
    for (const Bandwidth h : choice.widths) widths.push_back(h.value());
    json.push_back(
        {{"method", method_name(choice.method)}, {"width", choice.width.value()}, {"widths", std::move(widths)}});
  }
  return json;
}

}  // namespace

Table readable_table(const std::vector<ColumnSummary>& columns) {
  Table table{.headings = {"column", "least", "median", "most", "spread"}};
  for (std::size_t j = 0; j < columns.size(); ++j) {
    table.rows.push_back({std::to_string(j + 1), significant(columns[j].min), significant(columns[j].median),
                          significant(columns[j].max), significant(columns[j].spread)});
  }
  return table;
}

std::string description(const OwnData& data) {
  return fmt::format("{} sample{} of dimension {} in {}", grouped(data.sweep.samples),
                     data.sweep.samples == 1 ? "" : "s", data.sweep.dimension, data.file);
}

std::string choice_of_widths(const OwnData& data) {
  std::string text = fmt::format(
      "The density at {}. As for the widths, {}; "
      "where the data is not normal, for instance has several peaks, smaller ones are better.",
      point_text(data.sweep.at), place_of_reference(data));
  if (ratio_of_spreads(data.columns) > kVeryDifferent) {
    text +=
        " The columns vary very differently; one width for all of them is too narrow for some and too wide for others. "
        "Divide each column by its spread first.";
  }
  return text + constant_columns(data.columns);
}

std::string to_text(const OwnData& data) {
  return description(data) + "\n\n" + to_text(readable_table(data.columns)) + '\n' + choices_text(data) +
         wrapped(choice_of_widths(data)) + '\n' + to_text(readable_table(data.sweep, ArticleColumn::no)) + '\n' +
         wrapped(kLimitsSentence) + '\n' + to_text(data.bench) + '\n' + to_text(data.facts);
}

nlohmann::ordered_json to_json(const OwnData& data) {
  return {{"file", data.file},
          {"columns", columns_json(data.columns)},
          {"choices", choices_json(data)},
          {"sweep", to_json(data.sweep, ArticleColumn::no)},
          {"bench", to_json(data.bench)},
          {"system", to_json(data.facts)}};
}

}  // namespace parzen::command
