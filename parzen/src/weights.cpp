#include "parzen/weights.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "exact_sum.hpp"

namespace parzen {
namespace {

void check(std::span<const double> weights) {
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (std::isfinite(weights[i]) && weights[i] >= 0) continue;
    throw std::invalid_argument{fmt::format("weight {} is {}, expected a finite number, 0 or more", i + 1, weights[i])};
  }
  if (std::ranges::any_of(weights, [](double w) { return w > 0; })) return;
  throw std::invalid_argument{weights.empty() ? "there are no weights, expected 1 or more"
                                              : "all weights are 0, expected at least one that is greater"};
}

/// Divided by a power of two where sums of them, or of their products with densities, could over- or underflow.
std::vector<double> moderate(std::vector<double> weights) {
  check(weights);
  constexpr int kModerate = 100;
  const int exponent = std::ilogb(std::ranges::max(weights));
  if (std::abs(exponent) <= kModerate) return weights;
  for (double& weight : weights) weight = std::ldexp(weight, -exponent);
  return weights;
}

/// In parts of the largest, whose squares cannot all underflow.
double kish(std::span<const double> weights) {
  const double largest = std::ranges::max(weights);
  double sum = 0;
  double squares = 0;
  for (const double w : weights) {
    sum += w / largest;
    squares += w / largest * (w / largest);
  }
  return sum * sum / squares;
}

}  // namespace

Weights::Weights(std::vector<double> values)
    : values_{moderate(std::move(values))}, total_{exact_total(values_)}, effective_size_{kish(values_)} {}

}  // namespace parzen
