#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen {

/// A SampleTree whose numbers live elsewhere, for example in memory shared between processes. Borrows; copies are
/// cheap.
struct SampleTreeView {
  std::span<const double> columns;  ///< the samples, column after column, those of a node side by side
  std::span<const double> boxes;    ///< per node the least, then the greatest coordinates of its samples
  std::size_t dimension;

  /// Number of samples.
  [[nodiscard]] std::size_t size() const noexcept { return columns.size() / dimension; }
};

/// Samples as the leaves of a binary tree (Bentley, Communications of the ACM 18, 1975): each node's box is halved, by
/// number of samples, along the side that is the longest in units of the window's widths.
///
/// Which samples are whose follows from their number alone: node 0 has all; the children of node k, the two halves of
/// its samples, are 2k + 1 and 2k + 2; nodes of kLeafRows or fewer have none. So two arrays are all there is.
class SampleTree {
 public:
  static constexpr std::size_t kLeafRows = 128;

  /// O(n d log n) time; copies the samples. @throws std::invalid_argument unless the window is one for these samples
  SampleTree(SampleView samples, const Window& window);

  /// Lives as long as this tree.
  [[nodiscard]] SampleTreeView view() const noexcept { return {columns_, boxes_, dimension_}; }

 private:
  std::size_t dimension_;
  std::vector<double> columns_;
  std::vector<double> boxes_;
};

}  // namespace parzen
