#pragma once

#include <cstddef>
#include <vector>

#include "grid/grid_result.hpp"
#include "plot/gnuplot.hpp"

namespace parzen::command {

/// More columns than this make panels in which nothing can be seen.
inline constexpr std::size_t kMostPairedColumns = 8;

/// The densities of single columns and of pairs of them. A product kernel's are those of the columns alone, each with
/// its own width and bounds; a Gaussian's with a covariance those with what it says of these columns.
struct PairDensities {
  std::vector<GridEstimate> columns;  ///< one per column
  std::vector<GridEstimate> pairs;    ///< (1, 0), (2, 0), (2, 1), (3, 0), … as (row, column) of the panel
};

/// Computes them, without limits, on grids over `axes`, the ends of the columns' axes. Samples, window, domain and axes
/// have one dimension; the window's form is not radial, unless it is Gaussian.
[[nodiscard]] PairDensities pair_densities(const GridQuestion& question, const std::vector<std::vector<double>>& axes);

/// A triangle of panels: curves on its diagonal, below it a heat map for each pair of columns with the borders of the
/// regions of highest density that hold half and 95 % of the mass.
[[nodiscard]] Plot pairs_plot(const PairDensities& densities);

}  // namespace parzen::command
