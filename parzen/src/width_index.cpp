#include "width_index.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "term_loops.hpp"

namespace parzen {
namespace {

// With this many cells for each width, evenly spaced widths share no cell.
constexpr std::size_t kCellsPerWidth = 4;
constexpr std::size_t kBlock = 1024;

std::vector<std::size_t> ascending_order(std::span<const Bandwidth> widths) {
  std::vector<std::size_t> order(widths.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return widths[a] < widths[b]; });
  return order;
}

}  // namespace

WidthIndex::WidthIndex(std::span<const Bandwidth> widths)
    : order_{ascending_order(widths)}, first_holds_(widths.size()) {
  if (widths.empty()) return;
  half_widths_.reserve(widths.size());
  for (const std::size_t i : order_) half_widths_.push_back(widths[i].value() * 0.5);
  const std::size_t cells = kCellsPerWidth * widths.size();
  first_.resize(cells + 1);
  last_cell_ = static_cast<std::int32_t>(cells - 1);
  const double scale = static_cast<double>(cells) / (half_widths_.back() - half_widths_.front());
  if (std::isfinite(scale)) cells_per_unit_ = scale;  // else all widths are (nearly) one: everything is in cell 0
  for (const double half_width : half_widths_) ++first_[static_cast<std::size_t>(cell_of(half_width)) + 1];
  is_crowded_ = std::ranges::any_of(first_, [](std::uint32_t in_cell) { return in_cell > 1; });
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
}

std::int32_t WidthIndex::cell_of(double distance) const noexcept {
  // A 32-bit integer, which every vector unit can make of a double.
  return std::min(static_cast<std::int32_t>((distance - half_widths_.front()) * cells_per_unit_), last_cell_);
}

void WidthIndex::add(std::span<const double> distances) {
  if (half_widths_.empty()) return;
  std::array<double, kBlock + 8> between;
  for (std::size_t i = 0; i < distances.size(); i += kBlock) {
    const auto block = distances.subspan(i, std::min(kBlock, distances.size() - i));
    const auto [kept, below] =
        term_loops().sift(between.data(), block.data(), block.size(), half_widths_.front(), half_widths_.back());
    first_holds_.front() += below;
    count(std::span{between}.first(kept));
  }
}

void WidthIndex::count(std::span<const double> distances) noexcept {
  std::array<std::int32_t, kBlock> cells;
  for (std::size_t i = 0; i < distances.size(); ++i) cells[i] = cell_of(distances[i]);
  for (std::size_t i = 0; i < distances.size(); ++i) {
    const auto cell = static_cast<std::size_t>(cells[i]);
    // Evenly spaced, a cell has at most one half-width, and this comparison without a branch is all that is needed.
    std::size_t holder = first_[cell];
    holder += static_cast<std::size_t>(half_widths_[holder] < distances[i]);
    ++first_holds_[is_crowded_ ? first_holder(cell, distances[i]) : holder];
  }
}

std::size_t WidthIndex::first_holder(std::size_t cell, double distance) const noexcept {
  const double* begin = half_widths_.data();
  return static_cast<std::size_t>(std::lower_bound(begin + first_[cell], begin + first_[cell + 1], distance) - begin);
}

std::vector<std::uint64_t> WidthIndex::counts() const {
  std::vector<std::uint64_t> counts(order_.size());
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < order_.size(); ++i) counts[order_[i]] = total += first_holds_[i];
  return counts;
}

}  // namespace parzen
