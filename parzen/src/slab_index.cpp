#include "slab_index.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>

namespace parzen {
namespace {

constexpr double kSamplesPerCell = 8;
constexpr std::size_t kMostForQuantiles = 65'536;

std::size_t slabs_per_dimension(std::size_t n, std::size_t dimension) {
  const double cells = std::max(1.0, static_cast<double>(n) / kSamplesPerCell);
  return static_cast<std::size_t>(std::max(1.0, std::pow(cells, 1 / static_cast<double>(dimension))));
}

/// Values of column j, evenly chosen: enough to tell quantiles by.
std::vector<double> some_of(SampleView samples, std::size_t j) {
  const std::size_t step = std::max<std::size_t>(1, samples.size() / kMostForQuantiles);
  std::vector<double> values;
  for (std::size_t i = 0; i < samples.size(); i += step)
    values.push_back(samples.values()[i * samples.dimension() + j]);
  std::ranges::sort(values);
  return values;
}

/// Where slabs begin: quantiles of the sorted values, each once.
std::vector<double> quantiles(const std::vector<double>& sorted, std::size_t count) {
  std::vector<double> edges;
  for (std::size_t k = 0; k < count; ++k) {
    const double edge = sorted[k * sorted.size() / count];
    if (edges.empty() || edge > edges.back()) edges.push_back(edge);
  }
  return edges;
}

/// The last slab that begins at or below `value`; the first for what is below all. Without a branch: which way the
/// search goes is as good as random.
std::size_t slab_of(const std::vector<double>& edges, double value) noexcept {
  const double* base = edges.data();
  for (std::size_t left = edges.size(); left > 1;) {
    const std::size_t half = left / 2;
    base += base[half] <= value ? half : 0;
    left -= half;
  }
  return static_cast<std::size_t>(base - edges.data());
}

template <std::size_t d>
std::uint64_t compare_all(std::array<const double*, SlabIndex::kMostDimensions> columns, std::size_t begin,
                          std::size_t end, std::span<const Interval> box) noexcept {
  std::uint64_t count = 0;
  for (std::size_t i = begin; i < end; ++i) {
    unsigned inside = 1;
    for (std::size_t j = 0; j < d; ++j) {
      inside &=
          static_cast<unsigned>(box[j].low <= columns[j][i]) & static_cast<unsigned>(columns[j][i] <= box[j].high);
    }
    count += inside;
  }
  return count;
}

}  // namespace

SlabIndex::SlabIndex(SampleView samples) : dimension_{samples.dimension()}, strides_(dimension_) {
  assert(dimension_ <= kMostDimensions);
  cut(samples);
  fill(samples);
  add_up();
}

void SlabIndex::cut(SampleView samples) {
  const std::size_t count = slabs_per_dimension(samples.size(), dimension_);
  for (std::size_t j = 0; j < dimension_; ++j) slabs_.push_back({quantiles(some_of(samples, j), count), {}});
  std::size_t cells = 1;
  for (std::size_t j = dimension_; j-- > 0; cells *= slabs_[j].lowest.size()) strides_[j] = cells;
  begin_.assign(cells + 1, 0);
}

std::size_t SlabIndex::cell_of(std::span<const double> point) const noexcept {
  std::size_t cell = 0;
  for (std::size_t j = 0; j < dimension_; ++j) cell += strides_[j] * slab_of(slabs_[j].lowest, point[j]);
  return cell;
}

void SlabIndex::fill(SampleView samples) {
  const std::size_t n = samples.size();
  std::vector<std::size_t> cells(n);
  for (std::size_t i = 0; i < n; ++i) ++begin_[(cells[i] = cell_of(samples.row(i))) + 1];
  for (std::size_t c = 1; c < begin_.size(); ++c) begin_[c] += begin_[c - 1];
  std::vector<std::size_t> next = begin_;
  values_.resize(n * dimension_);
  for (Slabs& slabs : slabs_) slabs.highest = slabs.lowest;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t place = next[cells[i]]++;
    for (std::size_t j = 0; j < dimension_; ++j) {
      const double value = samples.values()[i * dimension_ + j];
      values_[j * n + place] = value;
      const std::size_t slab = cells[i] / strides_[j] % slabs_[j].lowest.size();
      // The first slab has what is below all edges, too: these were chosen from some of the values only.
      slabs_[j].lowest[slab] = std::min(slabs_[j].lowest[slab], value);
      slabs_[j].highest[slab] = std::max(slabs_[j].highest[slab], value);
    }
  }
}

void SlabIndex::add_up() {
  totals_.resize(begin_.size() - 1);
  for (std::size_t c = 0; c < totals_.size(); ++c) totals_[c] = begin_[c + 1] - begin_[c];
  for (std::size_t j = 0; j < dimension_; ++j) {
    const std::size_t stride = strides_[j];
    const std::size_t length = slabs_[j].lowest.size();
    for (std::size_t c = 0; c < totals_.size(); ++c) {
      if (c / stride % length > 0) totals_[c] += totals_[c - stride];
    }
  }
}

SlabIndex::Run SlabIndex::run(std::size_t j, Interval side) const noexcept {
  const auto& [lowest, highest] = slabs_[j];
  const auto first = static_cast<std::size_t>(std::ranges::lower_bound(highest, side.low) - highest.begin());
  const auto last = static_cast<std::size_t>(std::ranges::upper_bound(lowest, side.high) - lowest.begin());
  if (first >= last) return {0, 0, 0, 0};
  const std::size_t whole = first + (lowest[first] < side.low ? 1 : 0);
  const std::size_t whole_end = last - (highest[last - 1] > side.high ? 1 : 0);
  return {first, last, whole, std::max(whole, whole_end)};
}

std::uint64_t SlabIndex::count_whole(std::span<const Run> runs) const noexcept {
  // Inclusion and exclusion over the corners of the block of whole cells; the alternating sum is exact, modulo 2^64.
  std::uint64_t total = 0;
  for (unsigned corner = 0; corner < (1U << dimension_); ++corner) {
    std::size_t cell = 0;
    bool is_empty = false;
    for (std::size_t j = 0; j < dimension_; ++j) {
      const std::size_t end = (corner >> j & 1U) != 0 ? runs[j].whole : runs[j].whole_end;
      is_empty |= end == 0;
      cell += (end == 0 ? 0 : end - 1) * strides_[j];
    }
    if (is_empty) continue;
    if (std::popcount(corner) % 2 == 0) {
      total += totals_[cell];
    } else {
      total -= totals_[cell];
    }
  }
  return total;
}

std::uint64_t SlabIndex::count_border(std::span<const Run> runs, std::span<const Interval> box) const noexcept {
  // Rows of cells along the last dimension, whose samples lie one behind the other. A row that another dimension cuts
  // is compared as one; of others only the ends are cut.
  const std::size_t last = dimension_ - 1;
  std::array<std::size_t, kMostDimensions> slab{};
  for (std::size_t j = 0; j < last; ++j) slab[j] = runs[j].first;
  std::uint64_t count = 0;
  for (;;) {
    std::size_t row = 0;
    bool is_cut = runs[last].whole == runs[last].whole_end;
    for (std::size_t j = 0; j < last; ++j) {
      row += slab[j] * strides_[j];
      is_cut |= slab[j] < runs[j].whole || slab[j] >= runs[j].whole_end;
    }
    if (is_cut) {
      count += compare(row + runs[last].first, row + runs[last].last, box);
    } else {
      count += compare(row + runs[last].first, row + runs[last].whole, box);
      count += compare(row + runs[last].whole_end, row + runs[last].last, box);
    }
    std::size_t j = last;
    while (j-- > 0 && ++slab[j] == runs[j].last) slab[j] = runs[j].first;
    if (j == static_cast<std::size_t>(-1)) return count;
  }
}

std::uint64_t SlabIndex::compare(std::size_t first_cell, std::size_t end_cell,
                                 std::span<const Interval> box) const noexcept {
  const std::size_t begin = begin_[first_cell];
  const std::size_t end = begin_[end_cell];
  const std::size_t n = values_.size() / dimension_;
  std::array<const double*, kMostDimensions> columns{};
  for (std::size_t j = 0; j < dimension_; ++j) columns[j] = values_.data() + j * n;
  switch (dimension_) {
    case 1:
      return compare_all<1>(columns, begin, end, box);
    case 2:
      return compare_all<2>(columns, begin, end, box);
    case 3:
      return compare_all<3>(columns, begin, end, box);
    case 4:
      return compare_all<4>(columns, begin, end, box);
    case 5:
      return compare_all<5>(columns, begin, end, box);
    default:
      return compare_all<6>(columns, begin, end, box);
  }
}

std::uint64_t SlabIndex::count(std::span<const Interval> box) const noexcept {
  std::array<Run, kMostDimensions> runs{};
  for (std::size_t j = 0; j < dimension_; ++j) {
    runs[j] = run(j, box[j]);
    if (runs[j].first == runs[j].last) return 0;
  }
  const std::span<const Run> all{runs.data(), dimension_};
  bool has_whole = true;
  for (const Run& r : all) has_whole &= r.whole < r.whole_end;
  return (has_whole ? count_whole(all) : 0) + count_border(all, box);
}

}  // namespace parzen
