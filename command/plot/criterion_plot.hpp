#pragma once

#include "plot/gnuplot.hpp"
#include "select/select_result.hpp"

namespace parzen::command {

/// The criterion of cross-validation against the width, with the best one marked. Values that are not finite are left
/// out.
[[nodiscard]] Plot criterion_plot(const Selection& selection);

}  // namespace parzen::command
