#include "difference_array.hpp"

#include "exact_sum.hpp"
#include "grid_span.hpp"

namespace parzen {

template <class Count>
DifferenceArray<Count>::DifferenceArray(const Grid& grid, const Window& window)
    : grid_{grid}, strides_(grid.dimension()), first_(grid.dimension()), last_(grid.dimension()) {
  std::size_t places = 1;
  for (std::size_t j = grid.dimension(); j-- > 0; places *= grid.axes()[j].size() + 1) strides_[j] = places;
  for (std::size_t j = 0; j < grid.dimension(); ++j) half_widths_.push_back(window.half_width(j));
  differences_.resize(places);
}

template <class Count>
void DifferenceArray<Count>::add(std::span<const double> sample, Count weight) noexcept {
  const std::size_t d = sample.size();
  for (std::size_t j = 0; j < d; ++j) {
    const auto [first, last] = within(grid_.axes()[j], sample[j], half_widths_[j]);
    if (first >= last) return;
    first_[j] = first * strides_[j];
    last_[j] = last * strides_[j];
  }
  // Corners in the order of their binary numbers; each end instead of a beginning turns the sign.
  for (std::size_t corner = 0; corner < (std::size_t{1} << d); ++corner) {
    std::size_t place = 0;
    Count change = weight;
    for (std::size_t j = 0; j < d; ++j) {
      const bool is_end = (corner >> j & 1U) != 0;
      place += is_end ? last_[j] : first_[j];
      change = is_end ? -change : change;
    }
    differences_[place] += change;
  }
}

template <class Count>
std::vector<Count> DifferenceArray<Count>::counts() const {
  std::vector<Count> sums = differences_;
  for (std::size_t j = 0; j < strides_.size(); ++j) {
    const std::size_t length = grid_.axes()[j].size() + 1;
    for (std::size_t c = 0; c < sums.size(); ++c) {
      if (c / strides_[j] % length > 0) sums[c] += sums[c - strides_[j]];
    }
  }
  std::vector<Count> counts;
  counts.reserve(grid_.size());
  for (std::size_t c = 0; c < sums.size(); ++c) {
    bool is_point = true;
    for (std::size_t j = 0; j < strides_.size(); ++j) {
      is_point &= c / strides_[j] % (grid_.axes()[j].size() + 1) < grid_.axes()[j].size();
    }
    if (is_point) counts.push_back(sums[c]);
  }
  return counts;
}

template class DifferenceArray<std::uint64_t>;
template class DifferenceArray<Fixed>;

}  // namespace parzen
