#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parzen/bandwidth.hpp"
#include "parzen/samples.hpp"

namespace parzen {

/// Sums over pairs of samples of how much their hypercubes overlap, and whether one is in the other's window, for all
/// widths from one pass.
///
/// With D_k = |x_ik - x_jk| and c the largest of them, the overlap is Π (1 - D_k/h) = Σ_k (-1)^k e_k(D) / h^k for h > c
/// and 0 below, where e_k are the elementary symmetric polynomials; e_0 counts. So a pair is noted once, at the first
/// of all widths and half-widths that is no less than c. The alternating sum loses up to two bits per dimension.
class BoxPairs {
 public:
  static constexpr std::size_t kMostDimensions = 8;

  /// Copies the samples.
  BoxPairs(SampleView samples, std::span<const Bandwidth> widths);

  /// Adds the pairs (i, j) with j > i.
  void add_row(std::size_t i) noexcept;
  /// For each width, in the order given, the overlaps, then for each the pairs inside.
  [[nodiscard]] std::vector<double> sums() const;

 private:
  /// Ascending thresholds; the first that is >= a value is found through cells, equal divisions of their range.
  /// Rounding is monotonic, so what is in earlier cells is smaller; within the cell they are compared.
  struct Ladder {
    std::vector<double> rungs;
    std::vector<std::uint32_t> first;  // of each cell
    double cells_per_unit = 0;
    void build();
    /// For value <= the last rung.
    [[nodiscard]] std::size_t first_from(double value) const noexcept;
  };

  template <std::size_t d>
  void add_row_of(std::size_t i) noexcept;
  template <std::size_t d>
  void add_near(std::size_t i, std::span<const std::uint32_t> others, std::span<const double> distances) noexcept;

  std::size_t dimension_;
  std::size_t size_;
  std::vector<double> columns_;
  std::vector<double> widths_;
  Ladder ladder_;                  // of all widths and half-widths
  std::vector<double> symmetric_;  // at each rung, e_0 … e_d of the pairs that it is the first to hold
};

}  // namespace parzen
