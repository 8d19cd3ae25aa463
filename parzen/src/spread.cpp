#include "parzen/spread.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace parzen {
namespace {

double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

double deviation_of(const std::vector<double>& values) {
  if (values.front() == values.back()) return 0;  // sorted; the mean of equal numbers may be another, by rounding
  const auto n = static_cast<double>(values.size());
  double mean = 0;
  for (const double value : values) mean += value / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return n > 1 ? std::sqrt(squares / (n - 1)) : 0;
}

struct WeightedValue {
  double value;
  double share;  // of the whole weight
};

std::vector<WeightedValue> sorted_column(SampleView samples, const Weights& weights, std::size_t axis) {
  std::vector<WeightedValue> values;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    values.push_back({samples.row(i)[axis], weights.values()[i] / weights.total()});
  }
  std::erase_if(values, [](const WeightedValue& v) { return v.share == 0; });
  std::ranges::sort(values, {}, &WeightedValue::value);
  return values;
}

double deviation_of(const std::vector<WeightedValue>& values, double effective_size) {
  if (values.front().value == values.back().value || !(effective_size > 1)) return 0;
  double mean = 0;
  for (const auto& [value, share] : values) mean += value * share;
  double variance = 0;
  for (const auto& [value, share] : values) variance += (value - mean) * (value - mean) * share;
  return std::sqrt(variance * effective_size / (effective_size - 1));
}

double quantile(const std::vector<WeightedValue>& sorted, double share) {
  double below = 0;
  for (const WeightedValue& v : sorted) {
    below += v.share;
    if (below >= share) return v.value;
  }
  return sorted.back().value;
}

}  // namespace

Spread spread_of(SampleView samples, std::size_t axis) {
  assert(axis < samples.dimension());
  std::vector<double> values;
  values.reserve(samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i) values.push_back(samples.row(i)[axis]);
  std::ranges::sort(values);
  return {deviation_of(values), quantile(values, 0.75) - quantile(values, 0.25)};
}

Spread spread_of(SampleView samples, const Weights& weights, std::size_t axis) {
  assert(axis < samples.dimension() && weights.size() == samples.size());
  const std::vector<WeightedValue> values = sorted_column(samples, weights, axis);
  return {deviation_of(values, weights.effective_size()), quantile(values, 0.75) - quantile(values, 0.25)};
}

double robust_scale(const Spread& spread) noexcept {
  const double from_quartiles = spread.quartiles / 1.349;
  return from_quartiles > 0 ? std::min(spread.deviation, from_quartiles) : spread.deviation;
}

}  // namespace parzen
