#include "grid/grid_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>

#include "estimate/estimate_text.hpp"
#include "options/domain_option.hpp"
#include "text/explanation.hpp"
#include "text/number.hpp"
#include "text/window_text.hpp"

namespace parzen::command {
namespace {

std::string size_text(const Grid& grid) {
  std::string text;
  for (const auto& axis : grid.axes()) text += (text.empty() ? "" : "x") + std::to_string(axis.size());
  return text;
}

std::string intervals_text(const std::vector<Interval>& intervals) {
  std::string text;
  for (const auto& [low, high] : intervals) {
    text += fmt::format("{}{} to {}", text.empty() ? "" : ", ", significant(low), significant(high));
  }
  return text;
}

std::string regions_text(const GridEstimate& estimate) {
  std::string text;
  const std::vector<double> levels = region_levels(estimate, estimate.shares);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    text += fmt::format("{} % of the mass: where the density is {} or more", significant(100 * estimate.shares[i]),
                        significant(levels[i]));
    if (estimate.grid.dimension() == 1) text += ", from " + intervals_text(region_intervals(estimate, levels[i]));
    text += '\n';
  }
  return text;
}

nlohmann::ordered_json regions_json(const GridEstimate& estimate) {
  nlohmann::ordered_json regions = nlohmann::ordered_json::array();
  const std::vector<double> levels = region_levels(estimate, estimate.shares);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    auto& region = regions.emplace_back(nlohmann::ordered_json{{"share", estimate.shares[i]}, {"level", levels[i]}});
    if (estimate.grid.dimension() > 1) continue;
    region["intervals"] = nlohmann::ordered_json::array();
    for (const auto& [low, high] : region_intervals(estimate, levels[i])) region["intervals"].push_back({low, high});
  }
  return regions;
}

void add_limits(const GridEstimate& estimate, nlohmann::ordered_json& json) {
  std::vector<double> low;
  std::vector<double> high;
  for (const Interval& limits : estimate.limits) {
    low.push_back(limits.low);
    high.push_back(limits.high);
  }
  json.update({{"bootstrap", bootstrap_json(estimate.bootstrap)}, {"low", std::move(low)}, {"high", std::move(high)}});
}

}  // namespace

std::string to_text(const GridEstimate& estimate) {
  const Grid& grid = estimate.grid;
  std::string text = fmt::format("density on a grid of {} points, {} of dimension {}, {}{}\n\n", size_text(grid),
                                 samples_text(estimate.samples, estimate.effective_samples), grid.dimension(),
                                 window_text(estimate.window), domain_text(estimate.domain));
  for (std::size_t j = 0; j < grid.dimension(); ++j) {
    const auto& axis = grid.axes()[j];
    text += fmt::format("x{}: {} points from {} to {}\n", j + 1, axis.size(), significant(axis.front()),
                        significant(axis.back()));
  }
  const std::size_t top = peak(estimate);
  text += fmt::format("highest: {} at {}\n", significant(estimate.density[top]), point_text(grid.point(top)));
  if (const double share = mass(estimate); std::isfinite(share)) {
    text += fmt::format("on the grid: {} % of the density\n", significant(100 * share, 4));
  }
  if (estimate.error) {
    text += fmt::format("error of bins: at most {}; {} where it was measured, at {} points\n",
                        significant(estimate.error->most), significant(estimate.error->seen), estimate.error->points);
  }
  text += regions_text(estimate);
  if (!estimate.limits.empty()) text += '\n' + wrapped(bootstrap_sentence(estimate.bootstrap));
  return text + "\nAll values: --format csv or json; a picture: --plot FILE.svg\n";
}

void write_csv(std::ostream& out, const GridEstimate& estimate) {
  std::string line;
  for (std::size_t j = 1; j <= estimate.grid.dimension(); ++j) line += fmt::format("x{},", j);
  const bool has_limits = !estimate.limits.empty();
  out << line << (has_limits ? "density,low,high\n" : "density\n");
  for (std::size_t i = 0; i < estimate.density.size(); ++i) {
    line.clear();
    for (const double x : estimate.grid.point(i)) line += round_trip(x) + ',';
    out << line << round_trip(estimate.density[i]);
    if (has_limits) out << ',' << round_trip(estimate.limits[i].low) << ',' << round_trip(estimate.limits[i].high);
    out << '\n';
  }
}

nlohmann::ordered_json to_json(const GridEstimate& estimate) {
  nlohmann::ordered_json size = nlohmann::ordered_json::array();
  for (const auto& axis : estimate.grid.axes()) size.push_back(axis.size());
  nlohmann::ordered_json json = {{"samples", estimate.samples}, {"dimension", estimate.grid.dimension()}};
  if (estimate.effective_samples) json["effective_samples"] = *estimate.effective_samples;
  json.update(window_json(estimate.window));
  if (!estimate.domain.is_everything()) json["domain"] = domain_json(estimate.domain);
  json.update({{"processes", estimate.processes},
               {"size", std::move(size)},
               {"axes", estimate.grid.axes()},
               {"density", estimate.density}});
  if (estimate.error) {
    json["error"] = {
        {"most", estimate.error->most}, {"seen", estimate.error->seen}, {"points", estimate.error->points}};
  }
  if (!estimate.limits.empty()) add_limits(estimate, json);
  if (!estimate.shares.empty()) json["regions"] = regions_json(estimate);
  return json;
}

}  // namespace parzen::command
