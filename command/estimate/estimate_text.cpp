#include "estimate/estimate_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "options/domain_option.hpp"
#include "text/explanation.hpp"
#include "text/json.hpp"
#include "text/number.hpp"
#include "text/window_text.hpp"

namespace parzen::command {
namespace {

std::vector<std::string> coordinate_headings(std::size_t dimension) {
  std::vector<std::string> headings;
  for (std::size_t j = 1; j <= dimension; ++j) headings.push_back(fmt::format("x{}", j));
  return headings;
}

bool has_counts(const Estimate& estimate) { return !estimate.rows.empty() && estimate.rows[0].count.has_value(); }

bool has_shares(const Estimate& estimate) { return !estimate.rows.empty() && estimate.rows[0].share.has_value(); }

bool is_resampled(const Estimate& estimate) { return estimate.bootstrap.replicates > 0; }

/// The limits of a row, if there are any: by resampling, if asked for, else of the count.
std::optional<Interval> shown_limits(const Estimate& estimate, const PointEstimate& row) {
  if (row.limits) return row.limits;
  if (row.count) return limits_of(estimate, *row.count);
  return std::nullopt;
}

Table readable_table(const Estimate& estimate, LogColumn log) {
  Table table{.headings = coordinate_headings(estimate.points.dimension())};
  if (has_counts(estimate)) table.headings.emplace_back("count");
  table.headings.emplace_back("density");
  if (log == LogColumn::yes) table.headings.emplace_back("log_density");
  if (has_counts(estimate) || is_resampled(estimate)) {
    table.headings.insert(table.headings.end(), {"low", "high"});
  }
  if (has_shares(estimate)) table.headings.emplace_back("cdf");
  for (std::size_t q = 0; q < estimate.rows.size(); ++q) {
    const PointEstimate& row = estimate.rows[q];
    std::vector<std::string> cells;
    for (const double x : estimate.points.row(q)) cells.push_back(significant(x));
    if (row.count) cells.push_back(count_text(*row.count));
    cells.push_back(significant(row.density));
    if (log == LogColumn::yes) cells.push_back(significant(row.log_density));
    if (const auto limits = shown_limits(estimate, row)) {
      cells.insert(cells.end(), {significant(limits->low), significant(limits->high)});
    }
    if (row.share) cells.push_back(significant(*row.share));
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
  return fmt::format("density, {} of dimension {}, {}{}\n\n",
                     samples_text(estimate.samples, estimate.effective_samples), estimate.points.dimension(),
                     window_text(estimate.window), domain_text(estimate.domain));
}

}  // namespace

std::string samples_text(std::size_t samples, std::optional<double> effective_samples) {
  if (!effective_samples) return fmt::format("{} samples", samples);
  return fmt::format("{} weighted samples (worth {} equal ones)", samples, significant(*effective_samples, 4));
}

std::string to_text(const Estimate& estimate, LogColumn log) {
  std::string text = heading(estimate) + to_text(readable_table(estimate, log)) + error_sentence(estimate);
  if (is_resampled(estimate)) return text + '\n' + wrapped(bootstrap_sentence(estimate.bootstrap));
  if (has_counts(estimate)) text += '\n' + wrapped(kPointLimitsSentence);
  return text;
}

Table exact_table(const Estimate& estimate, LogColumn log) {
  Table table{.headings = coordinate_headings(estimate.points.dimension())};
  table.headings.emplace_back("density");
  if (log == LogColumn::yes) table.headings.emplace_back("log_density");
  if (is_resampled(estimate)) table.headings.insert(table.headings.end(), {"low", "high"});
  if (has_shares(estimate)) table.headings.emplace_back("cdf");
  for (std::size_t q = 0; q < estimate.rows.size(); ++q) {
    std::vector<std::string> cells;
    for (const double x : estimate.points.row(q)) cells.push_back(round_trip(x));
    cells.push_back(round_trip(estimate.rows[q].density));
    if (log == LogColumn::yes) cells.push_back(round_trip(estimate.rows[q].log_density));
    if (const auto& limits = estimate.rows[q].limits) {
      cells.insert(cells.end(), {round_trip(limits->low), round_trip(limits->high)});
    }
    if (const auto& share = estimate.rows[q].share) cells.push_back(round_trip(*share));
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
    if (row.count) json["count"] = count_json(*row.count);
    if (const auto limits = shown_limits(estimate, row)) {
      json["low"] = limits->low;
      json["high"] = limits->high;
    }
    if (estimate.tolerance != Tolerance{}) json["most_error"] = row.most_error;
    if (row.share) json["cdf"] = *row.share;
    rows.push_back(std::move(json));
  }
  nlohmann::ordered_json json = {{"samples", estimate.samples}, {"dimension", estimate.points.dimension()}};
  if (estimate.effective_samples) json["effective_samples"] = *estimate.effective_samples;
  json.update(window_json(estimate.window));
  if (!estimate.domain.is_everything()) json["domain"] = domain_json(estimate.domain);
  if (is_resampled(estimate)) json["bootstrap"] = bootstrap_json(estimate.bootstrap);
  json.update({{"processes", estimate.processes}, {"rows", std::move(rows)}});
  return json;
}

}  // namespace parzen::command
