#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen {

/// The points of a grid: every combination of one coordinate per axis, the last axis running fastest.
class Grid {
 public:
  /// Points of a grid that can be held and looked at.
  static constexpr std::size_t kMostPoints = 100'000'000;

  /// Throws std::invalid_argument unless there are 1 or more axes, each of finite ascending numbers, and no more than
  /// kMostPoints points.
  explicit Grid(std::vector<std::vector<double>> axes);

  [[nodiscard]] std::size_t dimension() const noexcept { return axes_.size(); }
  /// Number of points.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] const std::vector<std::vector<double>>& axes() const noexcept { return axes_; }
  /// Coordinates of point `i` < size().
  [[nodiscard]] std::vector<double> point(std::size_t i) const;
  /// Those of points [begin, end), one after the other.
  [[nodiscard]] std::vector<double> points(std::size_t begin, std::size_t end) const;

 private:
  std::vector<std::vector<double>> axes_;
  std::size_t size_;
};

/// Number of samples in the hypercube around each point of the grid, exactly count_in_window's.
///
/// A sample is seen from a block of points; its corners are noted in an array of differences, whose running sums are
/// the counts: O(n 2^d + points d) time, however wide the window is.
/// @throws std::invalid_argument unless grid, samples and window have one dimension and the kernel is the hypercube
[[nodiscard]] std::vector<std::uint64_t> count_on_grid(SampleView samples, const Grid& grid, const Window& window);

/// Sum of the window's terms, Π_j K((x_j - x_ij)/h_j) / K(0), at each point of the grid; for the hypercube,
/// count_on_grid.
///
/// A product kernel needs each factor once per sample and axis, not once per sample and point: the sums are products of
/// matrices for gaussian and exponential, and other kernels touch only the points within reach. No binning. Samples are
/// summed in blocks of kSumBlockRows, and the blocks' sums added in their order.
/// @throws std::invalid_argument unless grid, samples and window have one dimension
[[nodiscard]] std::vector<double> kernel_sums_on_grid(SampleView samples, const Grid& grid, const Window& window);

}  // namespace parzen
