#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include "parzen/window.hpp"

namespace parzen {

/// The bins along one axis of a grid: its points, so many bins from one to the next, and on both sides as many as the
/// kernel reaches, or as there are to the farthest sample.
class BinAxis {
 public:
  /// Where a sample is: its share `after` goes to bin + 1, the rest to bin.
  struct Place {
    std::size_t bin;
    double after;
  };

  /// `points`: 2 or more, ascending and evenly spaced; no sample is farther than `farthest` from any of them. Throws
  /// std::invalid_argument if more than twice `most_bins` bins were needed.
  BinAxis(std::span<const double> points, double farthest, Kernel kernel, double h, std::size_t most_bins);

  /// Number of bins, with room for a transform; its prime factors are 2, 3 and 5.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// The bin of point `i`.
  [[nodiscard]] std::size_t bin_of(std::size_t i) const noexcept { return margin_ + i * per_step_; }
  /// Whether the kernel at x reaches a point of the grid.
  [[nodiscard]] bool reaches(double x) const noexcept { return x >= low_ && x <= high_; }
  /// Where x is, which the kernel must reach.
  [[nodiscard]] Place place_of(double x) const noexcept;
  /// The transform of the kernel over its peak, centred at bin 0: real, as the kernel is symmetric.
  [[nodiscard]] std::vector<double> transform() const;
  /// How far a term over the kernel's peak may be off because of these bins.
  [[nodiscard]] double most_error() const noexcept;

 private:
  Kernel kernel_;
  double h_;
  std::size_t per_step_;
  std::size_t margin_;
  std::size_t size_;
  double width_;  // of a bin
  double low_, high_;
};

}  // namespace parzen
