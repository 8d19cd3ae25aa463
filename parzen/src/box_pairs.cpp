#include "box_pairs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace parzen {

void BoxPairs::Ladder::build() {
  const double range = rungs.back() - rungs.front();
  const std::size_t cells = 4 * rungs.size();
  cells_per_unit = range > 0 ? static_cast<double>(cells - 1) / range : 0;
  if (!std::isfinite(cells_per_unit)) cells_per_unit = 0;
  first.assign(cells + 1, rungs.size());
  for (std::size_t i = rungs.size(); i-- > 0;) {
    first[static_cast<std::size_t>((rungs[i] - rungs.front()) * cells_per_unit)] = i;
  }
  for (std::size_t c = cells; c-- > 0;) first[c] = std::min(first[c], first[c + 1]);
}

std::size_t BoxPairs::Ladder::first_from(double value) const noexcept {
  if (value <= rungs.front()) return 0;
  if (value > rungs.back()) return rungs.size();
  std::size_t i = first[static_cast<std::size_t>((value - rungs.front()) * cells_per_unit)];
  while (rungs[i] < value) ++i;
  return i;
}

BoxPairs::BoxPairs(std::span<const Bandwidth> widths, std::size_t dimension)
    : dimension_{dimension},
      order_(widths.size()),
      symmetric_((widths.size() + 1) * (dimension + 1), 0),
      inside_(widths.size() + 1, 0) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::ranges::sort(order_, {}, [&](std::size_t i) { return widths[i]; });
  for (const std::size_t i : order_) {
    widths_.rungs.push_back(widths[i].value());
    half_widths_.rungs.push_back(widths[i].value() * 0.5);
  }
  widths_.build();
  half_widths_.build();
}

void BoxPairs::add_row(SampleView samples, std::size_t i) {
  const std::span<const double> x = samples.row(i);
  const double largest = widths_.rungs.back();
  std::array<double, kMostDimensions + 1> e{};
  for (std::size_t j = i + 1; j < samples.size(); ++j) {
    const double* y = samples.values().data() + j * dimension_;
    double distance = 0;
    for (std::size_t k = 0; k < dimension_; ++k) distance = std::max(distance, std::fabs(x[k] - y[k]));
    if (distance > largest) continue;
    e.fill(0);
    e[0] = 1;
    for (std::size_t k = 0; k < dimension_; ++k) {
      const double factor = std::fabs(x[k] - y[k]);
      for (std::size_t m = k + 1; m > 0; --m) e[m] += e[m - 1] * factor;
    }
    double* at = symmetric_.data() + widths_.first_from(distance) * (dimension_ + 1);
    for (std::size_t m = 0; m <= dimension_; ++m) at[m] += e[m];
    inside_[half_widths_.first_from(distance)] += 1;
  }
}

std::vector<double> BoxPairs::sums() const {
  const std::size_t count = order_.size();
  std::vector<double> sums(2 * count);
  std::vector<double> e(dimension_ + 1, 0);
  double inside = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double per_width = 1 / widths_.rungs[i];
    double overlap = 0;
    double power = 1;
    for (std::size_t m = 0; m <= dimension_; ++m) {
      e[m] += symmetric_[i * (dimension_ + 1) + m];
      overlap += e[m] * power;
      power *= -per_width;
    }
    sums[order_[i]] = overlap;
    sums[count + order_[i]] = inside += inside_[i];
  }
  return sums;
}

}  // namespace parzen
