#pragma once

#include "parzen/samples.hpp"
#include "plot/gnuplot.hpp"

namespace parzen::command {

/// Points in three dimensions and the window of side 1 around the origin, which counts those inside it.
[[nodiscard]] Plot cube_plot(SampleView points);

}  // namespace parzen::command
