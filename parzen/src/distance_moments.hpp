#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "term_loops.hpp"

namespace parzen {

/// Squared distances between pairs, noted once so that Σ exp(-b s) can be summed for any number of factors b.
///
/// Each distance s adds the powers 0 to 7 of s - c to its bin, where c is the bin's middle; then exp(-b s) is exp(-b c)
/// times the series of exp(-b (s - c)), to its eighth term. With 256 bins from each power of 2 to the next, b |s - c|
/// is at most t/512 for t = b s + 1/64, so that a term is off by (t/512)^8/8! of itself: 2e-17 for t = 16, 4e-14 for t
/// = 40, where a term is 4e-18.
class DistanceMoments {
 public:
  /// For factors b of [least, 1], least > 1e-30.
  explicit DistanceMoments(double least);

  /// Notes distances[i] * scale.
  void add(std::span<const double> distances, double scale) noexcept;
  /// Σ exp(-b s) for each factor b. O(bins that are not empty) each.
  [[nodiscard]] std::vector<double> sums(std::span<const double> factors) const;

 private:
  DistanceBins bins_;
  std::vector<double> moments_;  // DistanceBins::kPowers for each bin; the last bin is of what is too far to count
};

}  // namespace parzen
