#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parzen/bandwidth.hpp"

namespace parzen {

/// Counts, for many widths at once, the distances that are at most half a width.
///
/// The half-widths are sorted and each distance adds one to the first that holds it, so a count is a running total.
/// That first one is found through cells, equal divisions of the range of half-widths: `cell_of` is computed by
/// rounding operations, but each of them is monotonic, so a half-width in an earlier cell is smaller than the distance
/// and one in a later cell is larger, whatever was rounded. Only the cell's own half-widths are compared, by the
/// canonical `<=`.
class WidthIndex {
 public:
  explicit WidthIndex(std::span<const Bandwidth> widths);

  /// Counts `distances`, none of them NaN.
  void add(std::span<const double> distances);
  /// How many of the distances added were at most half of each width, in the order of the constructor's widths.
  [[nodiscard]] std::vector<std::uint64_t> counts() const;

 private:
  [[nodiscard]] std::int32_t cell_of(double distance) const noexcept;
  /// Counts distances in (smallest, largest half-width], no more than fit into a block.
  void count(std::span<const double> distances) noexcept;
  /// Index of the smallest half-width >= `distance`, which is in this cell.
  [[nodiscard]] std::size_t first_holder(std::size_t cell, double distance) const noexcept;

  std::vector<std::size_t> order_;          // order_[i]: which of the caller's widths is the i-th smallest
  std::vector<double> half_widths_;         // ascending
  std::vector<std::uint32_t> first_;        // first_[c]: the first half-width in cell c or later
  std::vector<std::uint64_t> first_holds_;  // first_holds_[i]: distances held by half-width i but by no smaller one
  double cells_per_unit_ = 0;
  std::int32_t last_cell_ = 0;
  bool is_crowded_ = false;  // whether a cell has several half-widths
};

}  // namespace parzen
