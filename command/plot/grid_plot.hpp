#pragma once

#include "grid/grid_result.hpp"
#include "plot/gnuplot.hpp"

namespace parzen::command {

/// A curve for one axis, a heat map for two, with the borders of the regions of highest density that hold a quarter,
/// half, three quarters and 95 % of the mass. Other grids have no picture.
[[nodiscard]] Plot grid_plot(const GridEstimate& estimate);

}  // namespace parzen::command
