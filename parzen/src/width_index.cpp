#include "width_index.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

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
  const double scale = static_cast<double>(cells) / (half_widths_.back() - half_widths_.front());
  if (std::isfinite(scale)) cells_per_unit_ = scale;  // else all widths are (nearly) one: everything is in cell 0
  for (const double half_width : half_widths_) ++first_[cell_of(half_width) + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
}

std::size_t WidthIndex::cell_of(double distance) const noexcept {
  // By way of a signed integer: machines without AVX-512 have no instruction for unsigned ones.
  const auto cell = static_cast<std::ptrdiff_t>((distance - half_widths_.front()) * cells_per_unit_);
  return std::min(static_cast<std::size_t>(cell), first_.size() - 2);
}

void WidthIndex::add(std::span<const double> distances) {
  if (half_widths_.empty()) return;
  std::array<double, kBlock> between;
  for (std::size_t i = 0; i < distances.size(); i += kBlock) {
    const auto block = distances.subspan(i, std::min(kBlock, distances.size() - i));
    for (const double distance : std::span{between}.first(sift(block, between))) ++first_holds_[first_holder(distance)];
  }
}

std::size_t WidthIndex::sift(std::span<const double> distances, std::span<double> between) noexcept {
  const double smallest = half_widths_.front();
  const double largest = half_widths_.back();
  std::uint64_t below = 0;
  std::size_t kept = 0;
  // No branch: which side a distance is on is as good as random to a branch predictor.
  for (const double distance : distances) {
    between[kept] = distance;
    kept += static_cast<std::size_t>((distance > smallest) & (distance <= largest));
    below += static_cast<std::uint64_t>(distance <= smallest);
  }
  first_holds_.front() += below;
  return kept;
}

std::size_t WidthIndex::first_holder(double distance) const noexcept {
  const std::size_t cell = cell_of(distance);
  std::size_t i = first_[cell];
  // Evenly spaced, a cell has at most one half-width, and this comparison without a branch is all that is needed.
  i += static_cast<std::size_t>(half_widths_[i] < distance);
  if (!(half_widths_[i] < distance)) return i;
  const double* begin = half_widths_.data();
  return static_cast<std::size_t>(std::lower_bound(begin + i, begin + first_[cell + 1], distance) - begin);
}

std::vector<std::uint64_t> WidthIndex::counts() const {
  std::vector<std::uint64_t> counts(order_.size());
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < order_.size(); ++i) counts[order_[i]] = total += first_holds_[i];
  return counts;
}

}  // namespace parzen
