#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "parzen/bandwidth.hpp"
#include "parzen/samples.hpp"

namespace parzen {

/// Sums over pairs of samples of how much their hypercubes overlap, and whether one is in the other's window, for all
/// widths from one pass.
///
/// With D_k = |x_ik - x_jk| and c the largest of them, the overlap is Π (1 - D_k/h) = Σ_k (-1)^k e_k(D) / h^k for h > c
/// and 0 below, where e_k are the elementary symmetric polynomials. The alternating sum loses up to two bits per
/// dimension.
class BoxPairs {
 public:
  static constexpr std::size_t kMostDimensions = 8;

  BoxPairs(std::span<const Bandwidth> widths, std::size_t dimension);

  /// Adds the pairs (i, j) with j > i.
  void add_row(SampleView samples, std::size_t i);
  /// For each width, in the order given, the overlaps, then for each the pairs inside.
  [[nodiscard]] std::vector<double> sums() const;

 private:
  /// Ascending thresholds; the first that is >= a value is found through cells, equal divisions of their range.
  /// Rounding is monotonic, so what is in earlier cells is smaller; within the cell they are compared.
  struct Ladder {
    std::vector<double> rungs;
    std::vector<std::size_t> first;  // of each cell
    double cells_per_unit = 0;
    void build();
    [[nodiscard]] std::size_t first_from(double value) const noexcept;
  };

  std::size_t dimension_;
  std::vector<std::size_t> order_;  // order_[i]: which of the caller's widths is the i-th smallest
  Ladder widths_, half_widths_;
  std::vector<double> symmetric_;  // at width i, e_0 … e_d of the pairs that it is the first to overlap
  std::vector<double> inside_;     // at width i, pairs that it is the first to hold
};

}  // namespace parzen
