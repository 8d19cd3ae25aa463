#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "options/bootstrap_option.hpp"
#include "options/weights_option.hpp"
#include "parallel/file_counts.hpp"
#include "parzen/bounded_sums.hpp"
#include "parzen/confidence.hpp"
#include "parzen/domain.hpp"
#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen::command {

struct PointEstimate {
  double density;
  double log_density;
  std::optional<double> count = {};     ///< samples in the window, for the hypercube without weights or bounds
  std::optional<double> share = {};     ///< of the distribution up to the point, if it was asked for
  std::optional<Interval> limits = {};  ///< by resampling, if asked for
  double most_error = 0;                ///< of the density, that the tolerance has let happen
};

/// The density at some points.
struct Estimate {
  Samples points;
  std::size_t samples;
  std::optional<double> effective_samples;  ///< of weighted ones
  Window window;
  Domain domain;
  BootstrapChoice bootstrap;
  int processes;
  std::vector<PointEstimate> rows;  ///< one per point
  std::string path;                 ///< how it was computed, in a sentence
  Tolerance tolerance = {};         ///< what was granted
  std::uint64_t dropped = 0;        ///< rows of the data left out because of a missing number
};

/// The greatest error of a density, as a share of it, that the tolerance has let happen; 0 where there are none.
[[nodiscard]] double relative_error(const Estimate& estimate);

/// 95 % limits for the density averaged over a window that has seen `count` samples. They take longer to compute than
/// the count did, so whoever shows them asks for them. Of half a sample those with it and without it.
[[nodiscard]] Interval limits_of(const Estimate& estimate, double count);

/// Whether the distribution function is wanted at the points.
enum class ShareColumn { no, yes };

/// What is to be estimated, but for the points.
struct EstimateQuestion {
  const WeightedSamples& data;
  Window window;
  Domain domain = {};
  ShareColumn share = ShareColumn::no;  ///< needs samples of dimension 1
  BootstrapChoice bootstrap = {};
  Tolerance tolerance = {};
  std::optional<int> processes = {};  ///< without: all cores, if there is enough to sum for them
};

/// Points, samples, window and domain have one dimension. Within the tolerance, or exactly where that is as cheap.
[[nodiscard]] Estimate make_estimate(const EstimateQuestion& question, Samples points);

/// The points at which the distribution function reaches these probabilities; samples of dimension 1.
[[nodiscard]] Samples quantile_points(const EstimateQuestion& question, const std::vector<double>& probabilities);

/// From what was counted around these points by so many processes while files were read.
[[nodiscard]] Estimate estimate_from(const parallel::FileCounts& counted, Samples points, const Window& window,
                                     int processes);

}  // namespace parzen::command
