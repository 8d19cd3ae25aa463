#include "parzen/grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "difference_array.hpp"
#include "grid_terms.hpp"
#include "parzen/estimate.hpp"

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

void check_dimensions(SampleView samples, const Grid& grid, const Window& window) {
  window.check_dimension(samples.dimension());
  if (grid.dimension() == samples.dimension()) return;
  throw std::invalid_argument{fmt::format("the grid has {} axes, expected {}, the dimension of the samples",
                                          grid.dimension(), samples.dimension())};
}

}  // namespace

Grid::Grid(std::vector<std::vector<double>> axes) : axes_{std::move(axes)}, size_{checked_size(axes_)} {}

std::vector<double> Grid::point(std::size_t i) const {
  std::vector<double> point(axes_.size());
  for (std::size_t j = axes_.size(); j-- > 0; i /= axes_[j].size()) point[j] = axes_[j][i % axes_[j].size()];
  return point;
}

std::vector<std::uint64_t> count_on_grid(SampleView samples, const Grid& grid, const Window& window) {
  check_dimensions(samples, grid, window);
  if (window.kernel() != Kernel::hypercube) {
    throw std::invalid_argument{fmt::format("the window is {}, expected hypercube", kernel_name(window.kernel()))};
  }
  DifferenceArray differences{grid, window};
  for (std::size_t i = 0; i < samples.size(); ++i) differences.add(samples.row(i));
  return differences.counts();
}

std::vector<double> kernel_sums_on_grid(SampleView samples, const Grid& grid, const Window& window) {
  check_dimensions(samples, grid, window);
  if (window.kernel() == Kernel::hypercube) {
    const auto counts = count_on_grid(samples, grid, window);
    return {counts.begin(), counts.end()};
  }
  const GridTerms terms{grid, window};
  std::vector<double> sums(grid.size(), 0);
  std::vector<double> block(grid.size());
  for (std::size_t begin = 0; begin < samples.size(); begin += kSumBlockRows) {
    std::ranges::fill(block, 0);
    terms.add(samples, begin, std::min(kSumBlockRows, samples.size() - begin), block);
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += block[i];
  }
  return sums;
}

}  // namespace parzen
