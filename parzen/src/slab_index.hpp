#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parzen/confidence.hpp"
#include "parzen/samples.hpp"

namespace parzen {

/// Samples in the cells between slabs, to count those in a box.
///
/// Each dimension is cut into slabs, at quantiles of the data, so that each has about as many samples; those of equal
/// value are in one slab. Cells that lie inside the box are counted by a table of running totals, in 2^d steps however
/// many they are; the samples of cells that the border cuts are compared one by one. A box cuts at most two slabs per
/// dimension, which bounds the work also where the data is all in few cells.
class SlabIndex {
 public:
  static constexpr std::size_t kMostDimensions = 6;

  /// For samples of 1 to kMostDimensions dimensions. O(n d log n) time; copies the samples.
  explicit SlabIndex(SampleView samples);

  /// How many samples have low <= x_j <= high in every dimension j.
  [[nodiscard]] std::uint64_t count(std::span<const Interval> box) const noexcept;

  /// The cell a point is in, or, beside the data, the nearest one's. Points of near cells look at near memory.
  [[nodiscard]] std::size_t cell_of(std::span<const double> point) const noexcept;

 private:
  struct Slabs {
    std::vector<double> lowest;   // the smallest value in each slab, ascending; slabs without a sample do not exist
    std::vector<double> highest;  // the largest
  };
  /// The slabs of one dimension that meet the box, [first, last), and those of them inside it, [whole, whole_end).
  struct Run {
    std::size_t first, last, whole, whole_end;
  };

  void cut(SampleView samples);
  void fill(SampleView samples);
  void add_up();
  [[nodiscard]] Run run(std::size_t j, Interval side) const noexcept;
  [[nodiscard]] std::uint64_t count_whole(std::span<const Run> runs) const noexcept;
  [[nodiscard]] std::uint64_t count_border(std::span<const Run> runs, std::span<const Interval> box) const noexcept;
  [[nodiscard]] std::uint64_t compare(std::size_t first_cell, std::size_t end_cell,
                                      std::span<const Interval> box) const noexcept;

  std::size_t dimension_;
  std::vector<Slabs> slabs_;           // of each dimension
  std::vector<std::size_t> strides_;   // cells from one slab to the next, per dimension
  std::vector<std::size_t> begin_;     // begin_[c]: the first sample of cell c; one more entry at the end
  std::vector<std::uint64_t> totals_;  // totals_[c]: samples in all cells up to c's slab in each dimension
  std::vector<double> values_;         // column after column, in the order of the cells
};

}  // namespace parzen
