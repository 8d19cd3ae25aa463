#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "parzen/window.hpp"

namespace parzen {

/// The least and the greatest term, Π_j K((x_j - x_ij)/h_j) / K(0), that samples in a box can have.
class BoxTerms {
 public:
  struct Range {
    double least, greatest;
  };

  BoxTerms(const Window& window, std::size_t dimension);

  /// `box`: the least coordinates, then the greatest. Kernels fall as |u| grows, so the nearest and the farthest corner
  /// decide; widened by what rounding may do.
  [[nodiscard]] Range range(std::span<const double> x, const double* box) const noexcept;

 private:
  /// Gives `add` |u_j| of the nearest and of the farthest corner.
  template <class Add>
  void each_side(std::span<const double> x, const double* box, Add add) const noexcept;

  Kernel kernel_;
  double peak_;
  std::vector<double> per_width_;
};

}  // namespace parzen
