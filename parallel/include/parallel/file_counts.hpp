#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "parzen/bandwidth.hpp"
#include "parzen/grid.hpp"
#include "parzen/sample_reader.hpp"
#include "parzen/window.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::parallel {

/// One or more files that are one table, and what is wanted of them.
struct DataFiles {
  std::vector<std::string> paths;
  ReadOptions options = {};
};

/// What was counted in all rows of some files.
struct FileCounts {
  std::vector<std::uint64_t> counts;
  std::uint64_t rows = 0;
  std::uint64_t dropped = 0;  ///< rows left out because of a missing number
};

/// Called between blocks, with the reader that gives them.
using Watch = std::function<void(const SampleReader& reader)>;

/// Counts the samples in files around one point, for all widths at once, as parzen::count_all_widths does with samples
/// in memory. Neither the text nor the numbers of a file are held in memory for longer than a block needs: a few MB.
///
/// The first reads what `reader` has left, in this process. The second has each task read a part of every file, map it,
/// parse it and count it, so that nothing but counts travels. Counts are whole numbers: the result is the same for any
/// number of processes. Throws DataError if a file is not as it should be or cannot be mapped (a pipe has no parts),
/// std::invalid_argument unless `at` has the dimension of the samples, and what the pool throws.
[[nodiscard]] FileCounts count_all_widths(SampleReader& reader, std::span<const double> at,
                                          std::span<const Bandwidth> widths, const Watch& watch = {});
[[nodiscard]] FileCounts count_all_widths(polyproc::Pool& pool, const DataFiles& files, std::span<const double> at,
                                          std::span<const Bandwidth> widths);

/// The same for many points, as parzen::count_at_points. A block has some tens of MB, since each is put in order first.
[[nodiscard]] FileCounts count_at_points(SampleReader& reader, SampleView points, const Window& window,
                                         const Watch& watch = {});
[[nodiscard]] FileCounts count_at_points(polyproc::Pool& pool, const DataFiles& files, SampleView points,
                                         const Window& window);

/// The same on a grid, as parzen::kernel_sums_on_grid with a hypercube.
[[nodiscard]] FileCounts count_on_grid(SampleReader& reader, const Grid& grid, const Window& window,
                                       const Watch& watch = {});
[[nodiscard]] FileCounts count_on_grid(polyproc::Pool& pool, const DataFiles& files, const Grid& grid,
                                       const Window& window);

}  // namespace parzen::parallel
