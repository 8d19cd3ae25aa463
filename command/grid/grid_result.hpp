#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parallel/file_counts.hpp"
#include "parzen/grid.hpp"
#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen::command {

/// How the sums come about: of every sample, or of bins, by a fast Fourier transform.
enum class GridMethod { exact, fft };

/// How far densities are from those of every sample.
struct GridError {
  double most;         ///< no density is off by more
  double seen;         ///< the most that any of `points` is off
  std::size_t points;  ///< where the sum of every sample was computed as well
};

/// The density on a grid.
struct GridEstimate {
  Grid grid;
  std::size_t samples;
  Window window;
  int processes;
  std::vector<double> density;          ///< one per point, the last axis running fastest
  std::string path;                     ///< how it was computed, in a sentence
  std::optional<GridError> error = {};  ///< of bins
  std::uint64_t dropped = 0;            ///< rows of the data left out because of a missing number
};

/// Sums with as many processes as asked for. Without a number: all cores, if there is enough to sum for them.
/// Grid, samples and window have one dimension. Bins are made by this process. Throws Failure where bins cannot be.
[[nodiscard]] GridEstimate make_grid_estimate(SampleView samples, Grid grid, const Window& window,
                                              std::optional<int> processes, GridMethod method = GridMethod::exact);

/// From what was counted on this grid by so many processes while files were read.
[[nodiscard]] GridEstimate grid_estimate_from(const parallel::FileCounts& counted, Grid grid, const Window& window,
                                              int processes);

/// The place of the highest density.
[[nodiscard]] std::size_t peak(const GridEstimate& estimate);

/// The density's integral over the grid, each point standing for the cell around it; 1 if the grid holds all of it.
[[nodiscard]] double mass(const GridEstimate& estimate);

/// The levels above which lie these shares of the mass on the grid: the borders of highest-density regions.
[[nodiscard]] std::vector<double> region_levels(const GridEstimate& estimate, const std::vector<double>& shares);

}  // namespace parzen::command
