#pragma once

#include <span>
#include <vector>

namespace parzen {

/// A covariance taken apart.
struct BandwidthMatrix {
  /// Throws std::invalid_argument, in a sentence, unless `matrix`, row after row, is square, finite, symmetric up to
  /// rounding and positive definite.
  explicit BandwidthMatrix(std::span<const double> matrix);

  std::vector<double> deviations;  ///< square roots of the diagonal
  std::vector<double> whitening;   ///< inverse of its lower triangular factor, row after row
};

}  // namespace parzen
