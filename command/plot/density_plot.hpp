#pragma once

#include "plot/gnuplot.hpp"
#include "sweep/sweep_result.hpp"
#include "sweep/sweep_text.hpp"

namespace parzen::command {

/// Density against width, with the band of the 95 % limits; the true value as a line if it is known, and what the
/// article prints if asked for. Numbers that are not finite are left out.
[[nodiscard]] Plot density_plot(Sweep sweep, ArticleColumn article);

}  // namespace parzen::command
