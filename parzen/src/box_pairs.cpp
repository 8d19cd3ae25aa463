#include "box_pairs.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "columns.hpp"

namespace parzen {
namespace {

// With this many cells for each rung, evenly spaced widths and their halves share none.
constexpr std::size_t kCellsPerRung = 8;

// Pairs that are looked at together: their distances stay in the nearest cache.
constexpr std::size_t kBlock = 512;

}  // namespace

void BoxPairs::Ladder::build() {
  std::ranges::sort(rungs);
  const auto repeated = std::ranges::unique(rungs);
  rungs.erase(repeated.begin(), repeated.end());
  const double range = rungs.back() - rungs.front();
  const std::size_t cells = kCellsPerRung * rungs.size();
  cells_per_unit = range > 0 ? static_cast<double>(cells - 1) / range : 0;
  if (!std::isfinite(cells_per_unit)) cells_per_unit = 0;
  first.assign(cells + 1, static_cast<std::uint32_t>(rungs.size()));
  for (std::size_t i = rungs.size(); i-- > 0;) {
    first[static_cast<std::size_t>((rungs[i] - rungs.front()) * cells_per_unit)] = static_cast<std::uint32_t>(i);
  }
  for (std::size_t c = cells; c-- > 0;) first[c] = std::min(first[c], first[c + 1]);
}

std::size_t BoxPairs::Ladder::first_from(double value) const noexcept {
  // By way of a signed integer: machines without AVX-512 have no instruction for unsigned ones.
  const auto cell = static_cast<std::ptrdiff_t>(std::max(0.0, value - rungs.front()) * cells_per_unit);
  std::size_t i = first[static_cast<std::size_t>(cell)];
  i += static_cast<std::size_t>(rungs[i] < value);  // without a branch, which is all that evenly spaced ones need
  while (rungs[i] < value) ++i;
  return i;
}

BoxPairs::BoxPairs(SampleView samples, std::span<const Bandwidth> widths)
    : dimension_{samples.dimension()}, size_{samples.size()}, columns_{columns_of(samples)} {
  for (const Bandwidth h : widths) widths_.push_back(h.value());
  ladder_.rungs = widths_;
  for (const double h : widths_) ladder_.rungs.push_back(h * 0.5);
  ladder_.build();
  symmetric_.assign(ladder_.rungs.size() * (dimension_ + 1), 0);
}

template <std::size_t d>
void BoxPairs::add_near(std::size_t i, std::span<const std::uint32_t> others,
                        std::span<const double> distances) noexcept {
  for (std::size_t p = 0; p < others.size(); ++p) {
    std::array<double, d + 1> e{1};
    for (std::size_t k = 0; k < d; ++k) {
      const double* column = columns_.data() + k * size_;
      const double factor = std::fabs(column[i] - column[others[p]]);
      for (std::size_t m = k + 1; m > 0; --m) e[m] += e[m - 1] * factor;
    }
    double* at = symmetric_.data() + ladder_.first_from(distances[p]) * (d + 1);
    for (std::size_t m = 0; m <= d; ++m) at[m] += e[m];
  }
}

template <std::size_t d>
void BoxPairs::add_row_of(std::size_t i) noexcept {
  const double largest = ladder_.rungs.back();
  std::array<double, kBlock> distances;
  std::array<std::uint32_t, kBlock> near;
  for (std::size_t first = i + 1; first < size_; first += kBlock) {
    const std::size_t count = std::min(kBlock, size_ - first);
    std::fill_n(distances.begin(), count, 0.0);
    for (std::size_t k = 0; k < d; ++k) {
      const double* column = columns_.data() + k * size_;
      const double x = column[i];
      for (std::size_t j = 0; j < count; ++j) {
        const double distance = std::fabs(x - column[first + j]);
        distances[j] = distances[j] < distance ? distance : distances[j];
      }
    }
    std::size_t kept = 0;
    for (std::size_t j = 0; j < count; ++j) {
      near[kept] = static_cast<std::uint32_t>(first + j);
      distances[kept] = distances[j];
      kept += static_cast<std::size_t>(distances[j] <= largest);
    }
    add_near<d>(i, std::span{near}.first(kept), std::span{distances}.first(kept));
  }
}

void BoxPairs::add_row(std::size_t i) noexcept {
  switch (dimension_) {
    case 1:
      return add_row_of<1>(i);
    case 2:
      return add_row_of<2>(i);
    case 3:
      return add_row_of<3>(i);
    case 4:
      return add_row_of<4>(i);
    case 5:
      return add_row_of<5>(i);
    case 6:
      return add_row_of<6>(i);
    case 7:
      return add_row_of<7>(i);
    default:
      return add_row_of<8>(i);
  }
}

std::vector<double> BoxPairs::sums() const {
  // Running totals: at each rung, of all pairs that it holds.
  std::vector<double> totals = symmetric_;
  for (std::size_t m = dimension_ + 1; m < totals.size(); ++m) totals[m] += totals[m - dimension_ - 1];
  std::vector<double> sums(2 * widths_.size());
  for (std::size_t w = 0; w < widths_.size(); ++w) {
    const double* e = totals.data() + ladder_.first_from(widths_[w]) * (dimension_ + 1);
    const double per_width = 1 / widths_[w];
    double power = 1;
    for (std::size_t m = 0; m <= dimension_; ++m) {
      sums[w] += e[m] * power;
      power *= -per_width;
    }
    sums[widths_.size() + w] = totals[ladder_.first_from(widths_[w] * 0.5) * (dimension_ + 1)];
  }
  return sums;
}

}  // namespace parzen
