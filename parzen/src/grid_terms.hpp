#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "parzen/grid.hpp"

namespace parzen {

/// The terms of kernel sums on all points of a grid. Not for the hypercube, whose terms are counted.
class GridTerms {
 public:
  /// Borrows the grid and the window.
  GridTerms(const Grid& grid, const Window& window) : grid_{grid}, window_{window} {}

  /// Adds the terms of rows [first, first + count) to the sums, one per point of the grid; each times its weight, if
  /// there is one for each of the samples.
  void add(SampleView samples, std::span<const double> weights, std::size_t first, std::size_t count,
           std::span<double> sums) const;

 private:
  /// For kernels with a support: only the points within reach.
  void add_near(std::span<const double> sample, double weight, std::span<double> sums) const;
  /// For kernels without: the factors of some samples along each axis are matrices, and the sums their product.
  void add_everywhere(SampleView samples, std::span<const double> weights, std::size_t first, std::size_t count,
                      std::span<double> sums) const;
  [[nodiscard]] double factor(std::size_t axis, double coordinate, double x) const;

  const Grid& grid_;
  const Window& window_;
};

/// The sums over all samples at all points of the grid, in blocks of kSumBlockRows, added in their order. `weights`:
/// one for each sample, or none.
[[nodiscard]] std::vector<double> blockwise_sums(SampleView samples, std::span<const double> weights, const Grid& grid,
                                                 const Window& window);

}  // namespace parzen
