#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "parzen/samples.hpp"
#include "parzen/sweep.hpp"

namespace parzen::command {

/// What was asked of one point: the density there through windows of many widths.
struct Sweep {
  std::vector<double> at;
  std::size_t samples;
  std::size_t dimension;
  int processes;  ///< that counted; 1 is the calling process alone
  std::vector<SweepRow> rows;
  std::optional<double> truth;  ///< the true density at the point, if the user knows it
  std::string path;             ///< how it was computed, in a sentence
};

/// Counts with as many processes as asked for. Without a number: all cores, if there is enough to count for them.
///
/// Throws Failure if a width is so small that the volume of its window is no double, and the density infinite.
[[nodiscard]] Sweep make_sweep(SampleView samples, std::vector<double> at, const std::vector<Bandwidth>& widths,
                               std::optional<int> processes, std::optional<double> truth);

/// The width whose estimate is nearest to the truth: an oracle, since whoever knows the truth needs no estimate.
/// Empty without a truth.
[[nodiscard]] std::optional<double> best_width(const Sweep& sweep);

}  // namespace parzen::command
