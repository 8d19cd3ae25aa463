#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "parzen/grid.hpp"
#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen::command {

/// The density on a grid.
struct GridEstimate {
  Grid grid;
  std::size_t samples;
  Window window;
  int processes;
  std::vector<double> density;  ///< one per point, the last axis running fastest
};

/// Sums with as many processes as asked for. Without a number: all cores, if there is enough to sum for them.
/// Grid, samples and window have one dimension.
[[nodiscard]] GridEstimate make_grid_estimate(SampleView samples, Grid grid, const Window& window,
                                              std::optional<int> processes);

/// The place of the highest density.
[[nodiscard]] std::size_t peak(const GridEstimate& estimate);

/// The density's integral over the grid, each point standing for the cell around it; 1 if the grid holds all of it.
[[nodiscard]] double mass(const GridEstimate& estimate);

/// The levels above which lie these shares of the mass on the grid: the borders of highest-density regions.
[[nodiscard]] std::vector<double> region_levels(const GridEstimate& estimate, const std::vector<double>& shares);

}  // namespace parzen::command
