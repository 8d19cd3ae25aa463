#pragma once

#include "bench/bench_result.hpp"
#include "plot/gnuplot.hpp"

namespace parzen::command {

/// The article's chart: one horizontal bar per contender, as long as its median time, with the spread and the speed-up
/// in per cent at its end, and the serial time as a dashed line.
[[nodiscard]] Plot bench_plot(const Bench& bench);

}  // namespace parzen::command
