#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "parzen/bandwidth.hpp"
#include "parzen/kernel.hpp"

namespace parzen {

/// A Parzen window: a kernel, and its width, one for all dimensions or one for each.
///
/// The estimate of a density with it is, for samples x_1 … x_n,
///     f(x) = 1/n  Σ_i  Π_j  K((x_j - x_ij) / h_j) / h_j
class Window {
 public:
  Window(Kernel kernel, Bandwidth h) : Window{kernel, std::vector{h}} {}
  /// One width per dimension, or a single one for all of them. Throws std::invalid_argument if there is none, or one is
  /// below the smallest normal double: 1/h would overflow.
  Window(Kernel kernel, std::vector<Bandwidth> widths);

  [[nodiscard]] Kernel kernel() const noexcept { return kernel_; }
  /// As they were given: one, or one per dimension.
  [[nodiscard]] std::span<const Bandwidth> widths() const noexcept { return widths_; }
  /// Width in dimension `j`, which must be one of this window's.
  [[nodiscard]] Bandwidth width(std::size_t j) const noexcept { return widths_.size() == 1 ? widths_[0] : widths_[j]; }

  /// Throws std::invalid_argument unless this is a window for samples of this dimension.
  void check_dimension(std::size_t dimension) const;
  /// Logarithm of the window at its centre, Π_j K(0)/h_j, where h_j to the power of the dimension may underflow.
  [[nodiscard]] double log_height(std::size_t dimension) const;

  friend bool operator==(const Window&, const Window&) = default;

 private:
  Kernel kernel_;
  std::vector<Bandwidth> widths_;
};

}  // namespace parzen
