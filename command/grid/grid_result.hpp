#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "options/bootstrap_option.hpp"
#include "options/weights_option.hpp"
#include "parallel/file_counts.hpp"
#include "parzen/confidence.hpp"
#include "parzen/domain.hpp"
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
  std::optional<double> effective_samples;  ///< of weighted ones
  Window window;
  Domain domain;
  BootstrapChoice bootstrap;
  int processes;
  std::vector<double> density;          ///< one per point, the last axis running fastest
  std::vector<Interval> limits = {};    ///< the same, by resampling, if asked for
  std::vector<double> shares = {};      ///< of the mass in each highest-density region that is asked for
  std::string path;                     ///< how it was computed, in a sentence
  std::optional<GridError> error = {};  ///< of bins
  std::uint64_t dropped = 0;            ///< rows of the data left out because of a missing number
};

/// What is to be estimated on a grid.
struct GridQuestion {
  const WeightedSamples& data;
  Window window;
  Domain domain = {};
  BootstrapChoice bootstrap = {};
  std::vector<double> shares = {};
  std::optional<int> processes = {};  ///< without: all cores, if there is enough to sum for them
  GridMethod method = GridMethod::exact;
};

/// Grid, samples, window and domain have one dimension. Bins are of plain samples, and made by this process. Throws
/// Failure where bins cannot be.
[[nodiscard]] GridEstimate make_grid_estimate(const GridQuestion& question, Grid grid);

/// From what was counted on this grid by so many processes while files were read.
[[nodiscard]] GridEstimate grid_estimate_from(const parallel::FileCounts& counted, Grid grid, const Window& window,
                                              int processes);

/// The place of the highest density.
[[nodiscard]] std::size_t peak(const GridEstimate& estimate);

/// The density's integral over the grid, each point standing for the cell around it; 1 if the grid holds all of it.
[[nodiscard]] double mass(const GridEstimate& estimate);

/// The levels above which lie these shares of the mass on the grid: the borders of highest-density regions.
[[nodiscard]] std::vector<double> region_levels(const GridEstimate& estimate, const std::vector<double>& shares);

/// Where, along the only axis, the density is `level` or more; the ends are interpolated.
[[nodiscard]] std::vector<Interval> region_intervals(const GridEstimate& estimate, double level);

}  // namespace parzen::command
