#include "estimate/estimate_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "text/explanation.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

std::vector<std::string> coordinate_headings(std::size_t dimension) {
  std::vector<std::string> headings;
  for (std::size_t j = 1; j <= dimension; ++j) headings.push_back(fmt::format("x{}", j));
  return headings;
}

Table readable_table(const Estimate& estimate, LogColumn log) {
  Table table{.headings = coordinate_headings(estimate.points.dimension())};
  const bool counts = estimate.window.kernel() == Kernel::hypercube;
  if (counts) table.headings.emplace_back("count");
  table.headings.emplace_back("density");
  if (log == LogColumn::yes) table.headings.emplace_back("log_density");
  if (counts) table.headings.insert(table.headings.end(), {"low", "high"});
  for (std::size_t q = 0; q < estimate.rows.size(); ++q) {
    const PointEstimate& row = estimate.rows[q];
    std::vector<std::string> cells;
    for (const double x : estimate.points.row(q)) cells.push_back(significant(x));
    if (counts) cells.push_back(std::to_string(*row.count));
    cells.push_back(significant(row.density));
    if (log == LogColumn::yes) cells.push_back(significant(row.log_density));
    if (counts) {
      const Interval limits = limits_of(estimate, *row.count);
      cells.insert(cells.end(), {significant(limits.low), significant(limits.high)});
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

/// The most that has come of the tolerance: as a share of the density, unless errors of any share were granted.
std::string error_sentence(const Estimate& estimate) {
  if (estimate.tolerance == Tolerance{}) return {};
  if (estimate.tolerance.absolute == 0) {
    return fmt::format("\nerror: no density is off by more than {} of itself\n", significant(relative_error(estimate)));
  }
  const double most = std::ranges::max(estimate.rows, {}, &PointEstimate::most_error).most_error;
  return fmt::format("\nerror: no density is off by more than {}\n", significant(most));
}

std::string heading(const Estimate& estimate) {
  return fmt::format("density, {} samples of dimension {}, {} window of {}\n\n", estimate.samples,
                     estimate.points.dimension(), kernel_name(estimate.window.kernel()), width_text(estimate.window));
}

}  // namespace

std::string width_text(const Window& window) {
  std::string text = window.widths().size() == 1 ? "width" : "widths";
  for (const Bandwidth h : window.widths())
    text += (text.back() == 'h' || text.back() == 's' ? " " : ", ") + significant(h.value());
  return text;
}

nlohmann::ordered_json width_json(const Window& window) {
  if (window.widths().size() == 1) return window.widths()[0].value();
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Bandwidth h : window.widths()) list.push_back(h.value());
  return list;
}

std::string to_text(const Estimate& estimate, LogColumn log) {
  std::string text = heading(estimate) + to_text(readable_table(estimate, log)) + error_sentence(estimate);
  if (estimate.window.kernel() == Kernel::hypercube) text += '\n' + wrapped(kPointLimitsSentence);
  return text;
}

Table exact_table(const Estimate& estimate, LogColumn log) {
  Table table{.headings = coordinate_headings(estimate.points.dimension())};
  table.headings.emplace_back("density");
  if (log == LogColumn::yes) table.headings.emplace_back("log_density");
  for (std::size_t q = 0; q < estimate.rows.size(); ++q) {
    std::vector<std::string> cells;
    for (const double x : estimate.points.row(q)) cells.push_back(round_trip(x));
    cells.push_back(round_trip(estimate.rows[q].density));
    if (log == LogColumn::yes) cells.push_back(round_trip(estimate.rows[q].log_density));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

nlohmann::ordered_json to_json(const Estimate& estimate) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (std::size_t q = 0; q < estimate.rows.size(); ++q) {
    const PointEstimate& row = estimate.rows[q];
    nlohmann::ordered_json json = {
        {"at", estimate.points.row(q)}, {"density", row.density}, {"log_density", row.log_density}};
    if (row.count) {
      const Interval limits = limits_of(estimate, *row.count);
      json["count"] = *row.count;
      json["low"] = limits.low;
      json["high"] = limits.high;
    }
    if (estimate.tolerance != Tolerance{}) json["most_error"] = row.most_error;
    rows.push_back(std::move(json));
  }
  return {{"samples", estimate.samples},
          {"dimension", estimate.points.dimension()},
          {"kernel", kernel_name(estimate.window.kernel())},
          {"width", width_json(estimate.window)},
          {"processes", estimate.processes},
          {"rows", std::move(rows)}};
}

}  // namespace parzen::command
