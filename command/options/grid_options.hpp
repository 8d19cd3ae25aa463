#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <string>
#include <vector>

#include "parzen/domain.hpp"
#include "parzen/grid.hpp"
#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen::command {

/// From A to B.
struct AxisRange {
  double low;
  double high;
};

/// `--size N` or `--size 256x128`, one number for all axes or one for each.
void add_size(CLI::App& app, std::vector<std::size_t>& size);

/// `--range A:B` or `--range A:B,C:D`, one for all axes or one for each.
void add_range(CLI::App& app, std::vector<AxisRange>& ranges);

/// The least and the greatest value in each column.
[[nodiscard]] std::vector<AxisRange> extent_of(SampleView samples);
/// Of two parts of some samples.
[[nodiscard]] std::vector<AxisRange> extent_of(const std::vector<AxisRange>& a, const std::vector<AxisRange>& b);

/// The grid of this size over these ranges. Where they are empty: a size that suits the dimension, and the extent of
/// the samples and what the window spreads them to, as far as the domain goes; of a period all of it.
///
/// Throws DataError, which calls the samples `name`, if sizes or ranges are for another dimension; Failure if the grid
/// is larger than a grid may be, or so narrow that neighbours have one coordinate.
[[nodiscard]] Grid make_grid(const std::vector<std::size_t>& size, const std::vector<AxisRange>& ranges,
                             const std::vector<AxisRange>& extent, const Window& window, const Domain& domain,
                             const std::string& name);
[[nodiscard]] Grid make_grid(const std::vector<std::size_t>& size, const std::vector<AxisRange>& ranges,
                             SampleView samples, const Window& window, const Domain& domain, const std::string& name);

}  // namespace parzen::command
