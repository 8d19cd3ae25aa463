#include "grid/grid_result.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

#include "parallel/grid.hpp"
#include "parzen/estimate.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::command {
namespace {

/// Samples to be noted, or terms to be added, that keep one core busy for as long as it takes to make a pool.
constexpr double kWorthAPool = 2e6;

int processes_for(SampleView samples, const Grid& grid, const Window& window, std::optional<int> asked) {
  if (asked) return *asked;
  const auto n = static_cast<double>(samples.size());
  const double work = window.kernel() == Kernel::hypercube ? 20 * n : n * static_cast<double>(grid.size()) / 20;
  return work < kWorthAPool ? 1 : static_cast<int>(polyproc::cpu_count());
}

std::vector<double> sums(SampleView samples, const Grid& grid, const Window& window, int processes) {
  if (processes == 1) return kernel_sums_on_grid(samples, grid, window);
  polyproc::Pool pool{processes};
  return parallel::kernel_sums_on_grid(pool, parallel::share(samples), grid, window);
}

}  // namespace

GridEstimate make_grid_estimate(SampleView samples, Grid grid, const Window& window, std::optional<int> processes) {
  const int workers = processes_for(samples, grid, window, processes);
  std::vector<double> densities = sums(samples, grid, window, workers);
  for (double& value : densities) value = density({0, value}, samples.size(), window, samples.dimension());
  return {.grid = std::move(grid),
          .samples = samples.size(),
          .window = window,
          .processes = workers,
          .density = std::move(densities)};
}

std::size_t peak(const GridEstimate& estimate) {
  return static_cast<std::size_t>(std::ranges::max_element(estimate.density) - estimate.density.begin());
}

double mass(const GridEstimate& estimate) {
  double cell = 1;
  for (const auto& axis : estimate.grid.axes()) {
    cell *= (axis.back() - axis.front()) / static_cast<double>(axis.size() - 1);
  }
  return std::accumulate(estimate.density.begin(), estimate.density.end(), 0.0) * cell;
}

std::vector<double> region_levels(const GridEstimate& estimate, const std::vector<double>& shares) {
  std::vector<double> sorted = estimate.density;
  std::ranges::sort(sorted, std::greater<>{});
  const double total = std::accumulate(sorted.begin(), sorted.end(), 0.0);
  std::vector<double> levels;
  for (const double share : shares) {
    double above = 0;
    std::size_t i = 0;
    while (i + 1 < sorted.size() && (above += sorted[i]) < share * total) ++i;
    levels.push_back(sorted[i]);
  }
  return levels;
}

}  // namespace parzen::command
