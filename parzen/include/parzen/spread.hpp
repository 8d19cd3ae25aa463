#pragma once

#include <cstddef>

#include "parzen/samples.hpp"
#include "parzen/weights.hpp"

namespace parzen {

/// How far one column of the samples is spread.
struct Spread {
  double deviation;  ///< standard deviation, with n - 1
  double quartiles;  ///< interquartile range, quantiles by linear interpolation (R's type 7)
};

/// Of column `axis`, which must be one of the samples'. Both are 0 for a single sample. O(n log n).
[[nodiscard]] Spread spread_of(SampleView samples, std::size_t axis);

/// The same of weighted samples, a weight for each: the deviation as if there were weights.effective_size() of them,
/// and quantiles that are samples, the first up to which lies that share of the weight. Whole weights are not
/// repetitions here: a sample that counts twice is one observation that says more.
[[nodiscard]] Spread spread_of(SampleView samples, const Weights& weights, std::size_t axis);

/// The scale that rules for widths go by: the standard deviation or, if smaller, the interquartile range / 1.349, which
/// is the same for a normal distribution but does not mind outliers. The deviation alone if the quartiles coincide.
[[nodiscard]] double robust_scale(const Spread& spread) noexcept;

}  // namespace parzen
