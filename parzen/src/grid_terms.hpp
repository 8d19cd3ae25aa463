#pragma once

#include <cstddef>
#include <span>

#include "parzen/grid.hpp"

namespace parzen {

/// The terms of kernel sums on all points of a grid. Not for the hypercube, whose terms are counted.
class GridTerms {
 public:
  /// Borrows the grid and the window.
  GridTerms(const Grid& grid, const Window& window) : grid_{grid}, window_{window} {}

  /// Adds the terms of rows [first, first + count) to the sums, one per point of the grid.
  void add(SampleView samples, std::size_t first, std::size_t count, std::span<double> sums) const;

 private:
  /// For kernels with a support: only the points within reach.
  void add_near(std::span<const double> sample, std::span<double> sums) const;
  /// For kernels without: the factors of some samples along each axis are matrices, and the sums their product.
  void add_everywhere(SampleView samples, std::size_t first, std::size_t count, std::span<double> sums) const;
  [[nodiscard]] double factor(std::size_t axis, double coordinate, double x) const;

  const Grid& grid_;
  const Window& window_;
};

}  // namespace parzen
