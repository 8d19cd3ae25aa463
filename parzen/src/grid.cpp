#include "parzen/grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "checks.hpp"
#include "difference_array.hpp"
#include "grid_terms.hpp"
#include "half_border.hpp"

namespace parzen {
namespace {

void check_axis(const std::vector<double>& axis, std::size_t number) {
  const auto is_finite = [](double value) { return std::isfinite(value); };
  const bool ascends = std::ranges::adjacent_find(axis, std::greater_equal<>{}) == axis.end();
  if (!axis.empty() && ascends && std::ranges::all_of(axis, is_finite)) return;
  throw std::invalid_argument{fmt::format("axis {} of the grid is not one or more finite ascending numbers", number)};
}

std::size_t checked_size(const std::vector<std::vector<double>>& axes) {
  if (axes.empty()) throw std::invalid_argument{"the grid has no axes, expected 1 or more"};
  std::size_t size = 1;
  for (std::size_t j = 0; j < axes.size(); ++j) {
    check_axis(axes[j], j + 1);
    if (axes[j].size() > Grid::kMostPoints / size) {
      throw std::invalid_argument{fmt::format("the grid has more than {} points, expected fewer", Grid::kMostPoints)};
    }
    size *= axes[j].size();
  }
  return size;
}

}  // namespace

Grid::Grid(std::vector<std::vector<double>> axes) : axes_{std::move(axes)}, size_{checked_size(axes_)} {}

std::vector<double> Grid::point(std::size_t i) const {
  std::vector<double> point(axes_.size());
  for (std::size_t j = axes_.size(); j-- > 0; i /= axes_[j].size()) point[j] = axes_[j][i % axes_[j].size()];
  return point;
}

std::vector<double> Grid::points(std::size_t begin, std::size_t end) const {
  std::vector<double> points;
  points.reserve((end - begin) * axes_.size());
  for (std::size_t i = begin; i < end; ++i) {
    for (const double x : point(i)) points.push_back(x);
  }
  return points;
}

std::vector<std::uint64_t> count_on_grid(SampleView samples, const Grid& grid, const Window& window) {
  check_grid(samples, grid, window);
  check_hypercube(window);
  DifferenceArray<std::uint64_t> differences{grid, window};
  for (std::size_t i = 0; i < samples.size(); ++i) differences.add(samples.row(i), 1);
  return differences.counts();
}

std::vector<double> kernel_sums_on_grid(SampleView samples, const Grid& grid, const Window& window) {
  check_grid(samples, grid, window);
  if (window.kernel() == Kernel::hypercube && window.border() == Border::half) {
    return mean_of_borders(window, [&](const Window& one) { return kernel_sums_on_grid(samples, grid, one); });
  }
  if (window.kernel() == Kernel::hypercube) {
    const auto counts = count_on_grid(samples, grid, window);
    return {counts.begin(), counts.end()};
  }
  return blockwise_sums(samples, {}, grid, window);
}

}  // namespace parzen
