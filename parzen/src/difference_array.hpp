#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parzen/grid.hpp"

namespace parzen {

/// Counts of samples, or sums of their weights, in the windows around all points of a grid, noted as differences
/// between neighbours: a sample changes them at the 2^d corners of the block of points whose windows hold it.
///
/// Count is an unsigned whole number, std::uint64_t or Fixed: differences wrap around, and running sums are exact.
template <class Count>
class DifferenceArray {
 public:
  /// Borrows the grid and the window.
  DifferenceArray(const Grid& grid, const Window& window);

  void add(std::span<const double> sample, Count weight) noexcept;
  /// The counts of all points, the last axis running fastest.
  [[nodiscard]] std::vector<Count> counts() const;

 private:
  const Grid& grid_;
  std::vector<double> half_widths_;
  std::vector<std::size_t> strides_;  // one place more per axis than there are points: a block may end there
  std::vector<Count> differences_;
  std::vector<std::size_t> first_, last_;  // of the sample at hand
};

}  // namespace parzen
