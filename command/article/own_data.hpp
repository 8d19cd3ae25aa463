#pragma once

#include <optional>
#include <string>
#include <vector>

#include "article/own_density.hpp"
#include "bench/bench_result.hpp"
#include "parzen/bandwidth.hpp"
#include "parzen/samples.hpp"
#include "sweep/sweep_result.hpp"
#include "system/system_info.hpp"

namespace parzen::command {

/// What is worth knowing of one column of the data.
struct ColumnSummary {
  double min;
  double median;
  double max;
  double spread;  ///< the smaller of standard deviation and interquartile range / 1.349; 0 if all values are equal
};

[[nodiscard]] std::vector<ColumnSummary> summarize(SampleView samples);

/// Twenty widths, up to twice the one that the normal reference rule recommends:
///     side_j = spread_j * (576 (2 sqrt(pi))^d / ((d + 2) n))^(1/(d + 4)),
/// which minimises the mean integrated squared error of the hypercube estimate if the data is normal. One window has
/// one side, so the geometric mean over the dimensions is taken, of those in which the data varies at all. Where such
/// windows would have no volume that a double can hold, they are the smallest that have one, and its multiples.
[[nodiscard]] std::vector<Bandwidth> widths_around_reference(const std::vector<ColumnSummary>& columns, std::size_t n);

/// What a report on somebody's own file shows.
struct OwnData {
  std::string file;
  std::vector<ColumnSummary> columns;
  double reference_width;  ///< that the normal reference rule recommends
  Sweep sweep;
  std::optional<OwnDensity> density;  ///< none if a column does not vary
  Bench bench;
  std::vector<Fact> facts;
};

/// Looks at the density at `at` or, if that is empty, at the median of each column. Throws Failure, which names `file`
/// and the column, if the data spreads so far that no double is as wide as the windows would be.
[[nodiscard]] OwnData look_at(const std::string& file, const Samples& samples, std::vector<double> at, int repeats,
                              const ShowProgress& show);

}  // namespace parzen::command
