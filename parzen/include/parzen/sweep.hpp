#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parzen/bandwidth.hpp"

namespace parzen {

/// What the samples say about the density at one point, seen through a window of one width.
struct SweepRow {
  double width;
  std::uint64_t count;
  double density;  ///< hypercube_density
  double low;      ///< 95 % limits for the density averaged over the window, see density_limits
  double high;
  double article_density;  ///< article_density: the article's number, not a density unless the data has one dimension
};

/// One row per width, in the order given, from the counts of count_all_widths or count_in_window.
///
/// @param n          number of samples counted
/// @param dimension  their dimension
/// @throws std::invalid_argument unless there are as many counts as widths, n and dimension are >= 1 and no count
/// exceeds n
[[nodiscard]] std::vector<SweepRow> sweep_rows(std::span<const Bandwidth> widths, std::span<const std::uint64_t> counts,
                                               std::uint64_t n, std::size_t dimension);

}  // namespace parzen
