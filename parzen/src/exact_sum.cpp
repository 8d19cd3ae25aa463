#include "exact_sum.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace parzen {

ExactSum::ExactSum(std::span<const double> values) {
  int exponent = 0;
  (void)std::frexp(values.empty() ? 0 : std::ranges::max(values), &exponent);
  // The sum is below 2^exponent times the power of two that is no less than their number.
  shift_ = 127 - exponent - static_cast<int>(std::bit_width(values.size()));
}

Fixed ExactSum::fixed(double value) const noexcept { return static_cast<Fixed>(std::ldexp(value, shift_)); }

std::vector<Fixed> ExactSum::fixed(std::span<const double> values) const {
  std::vector<Fixed> all;
  all.reserve(values.size());
  for (const double value : values) all.push_back(fixed(value));
  return all;
}

double ExactSum::rounded(Fixed sum) const noexcept { return std::ldexp(static_cast<double>(sum), -shift_); }

double exact_total(std::span<const double> values) {
  const ExactSum exact{values};
  Fixed sum = 0;
  for (const double value : values) sum += exact.fixed(value);
  return exact.rounded(sum);
}

}  // namespace parzen
