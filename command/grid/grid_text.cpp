#include "grid/grid_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>

#include "estimate/estimate_text.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

std::string size_text(const Grid& grid) {
  std::string text;
  for (const auto& axis : grid.axes()) text += (text.empty() ? "" : "x") + std::to_string(axis.size());
  return text;
}

}  // namespace

std::string to_text(const GridEstimate& estimate) {
  const Grid& grid = estimate.grid;
  std::string text = fmt::format("density on a grid of {} points, {} samples of dimension {}, {} window of {}\n\n",
                                 size_text(grid), estimate.samples, grid.dimension(),
                                 kernel_name(estimate.window.kernel()), width_text(estimate.window));
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
  return text + "\nAll values: --format csv or json; a picture: --plot FILE.svg\n";
}

void write_csv(std::ostream& out, const GridEstimate& estimate) {
  std::string line;
  for (std::size_t j = 1; j <= estimate.grid.dimension(); ++j) line += fmt::format("x{},", j);
  out << line << "density\n";
  for (std::size_t i = 0; i < estimate.density.size(); ++i) {
    line.clear();
    for (const double x : estimate.grid.point(i)) line += round_trip(x) + ',';
    out << line << round_trip(estimate.density[i]) << '\n';
  }
}

nlohmann::ordered_json to_json(const GridEstimate& estimate) {
  nlohmann::ordered_json size = nlohmann::ordered_json::array();
  for (const auto& axis : estimate.grid.axes()) size.push_back(axis.size());
  nlohmann::ordered_json json = {{"samples", estimate.samples},
                                 {"dimension", estimate.grid.dimension()},
                                 {"kernel", kernel_name(estimate.window.kernel())},
                                 {"width", width_json(estimate.window)},
                                 {"processes", estimate.processes},
                                 {"size", std::move(size)},
                                 {"axes", estimate.grid.axes()},
                                 {"density", estimate.density}};
  if (estimate.error) {
    json["error"] = {
        {"most", estimate.error->most}, {"seen", estimate.error->seen}, {"points", estimate.error->points}};
  }
  return json;
}

}  // namespace parzen::command
