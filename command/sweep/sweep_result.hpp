#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "parallel/file_counts.hpp"
#include "parzen/border.hpp"
#include "parzen/sample_reader.hpp"
#include "parzen/samples.hpp"
#include "parzen/sweep.hpp"

namespace parzen::command {

/// What was asked of one point: the density there through windows of many widths.
struct Sweep {
  std::vector<double> at;
  std::size_t samples;
  std::size_t dimension;
  Border border;
  int processes;  ///< that counted; 1 is the calling process alone
  std::vector<SweepRow> rows;
  std::vector<std::uint64_t> inner;  ///< where samples on the border count half: those inside, while rows count all
  std::optional<double> truth;       ///< the true density at the point, if the user knows it
  std::string path;                  ///< how it was computed, in a sentence
  std::uint64_t dropped = 0;         ///< rows left out because of a missing number
};

/// Counts with as many processes as asked for. Without a number: all cores, if there is enough to count for them.
///
/// Throws Failure if a width is so small that the volume of its window is no double, and the density infinite.
[[nodiscard]] Sweep make_sweep(SampleView samples, std::vector<double> at, const std::vector<Bandwidth>& widths,
                               Border border, std::optional<int> processes, std::optional<double> truth);

/// Counts in files while they are read, in this process or by the workers of a pool. Throws Failure as above, and
/// DataError.
[[nodiscard]] Sweep make_sweep(SampleReader& reader, std::vector<double> at, const std::vector<Bandwidth>& widths,
                               std::optional<double> truth, const parallel::Watch& watch);
[[nodiscard]] Sweep make_sweep(polyproc::Pool& pool, const parallel::DataFiles& files, std::vector<double> at,
                               const std::vector<Bandwidth>& widths, std::optional<double> truth);

/// The samples in the window of a row, those on the border as the border says.
[[nodiscard]] double count_of(const Sweep& sweep, std::size_t row);

/// The width whose estimate is nearest to the truth: an oracle, since whoever knows the truth needs no estimate.
/// Empty without a truth.
[[nodiscard]] std::optional<double> best_width(const Sweep& sweep);

}  // namespace parzen::command
