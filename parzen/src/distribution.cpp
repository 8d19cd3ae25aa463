#include "parzen/distribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <stdexcept>

#include "axis_images.hpp"
#include "checks.hpp"
#include "exact_sum.hpp"

namespace parzen {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The same for |u| <= 1, half the width of the support.
double bounded(Kernel kernel, double u) {
  const double s = u * u;
  switch (kernel) {
    case Kernel::epanechnikov:
      return (2 + u * (3 - s)) / 4;
    case Kernel::triangular:
      return u < 0 ? (1 + u) * (1 + u) / 2 : 1 - (1 - u) * (1 - u) / 2;
    case Kernel::biweight:
      return (8 + u * (15 - s * (10 - 3 * s))) / 16;
    case Kernel::triweight:
      return (16 + u * (35 - s * (35 - s * (21 - 5 * s)))) / 32;
    case Kernel::cosine:
      return (1 + std::sin(std::numbers::pi / 2 * u)) / 2;
    default:
      return u + 0.5;  // the hypercube
  }
}

/// From here on the integral is 1 to the last bit. Towards 0 it goes on, see tail_of.
double reach_of(Kernel kernel) {
  if (kernel == Kernel::gaussian) return 9;
  if (kernel == Kernel::exponential) return 40;
  return kernel_support(kernel);
}

/// Before this, the integral is less than any double.
double tail_of(Kernel kernel) {
  if (kernel == Kernel::gaussian) return 39;
  if (kernel == Kernel::exponential) return 746;
  return kernel_support(kernel);
}

/// Intervals of the line on which a domain's interval [from, to] lies, reflected or repeated; `near` to the samples.
std::vector<Interval> intervals_of(const DomainAxis& axis, double from, double to, Interval near) {
  if (axis.ends == Ends::open) return {{from, to}};
  const double period = period_of(axis);
  const double end = std::isfinite(axis.low) ? axis.low : axis.high;
  std::vector<Interval> intervals = {{from, to}};
  if (axis.ends == Ends::reflect) intervals.push_back({end + (end - to), end + (end - from)});
  if (!std::isfinite(period)) return intervals;
  std::vector<Interval> repeated;
  for (const auto& [low, high] : intervals) {
    for (const double shift : shifts(near.low - high, near.high - low, period)) {
      repeated.push_back({low + shift, high + shift});
    }
  }
  return repeated;
}

}  // namespace

double kernel_distribution(Kernel kernel, double u) {
  if (kernel == Kernel::gaussian) return std::erfc(-u / std::numbers::sqrt2) / 2;
  if (kernel == Kernel::exponential) return u < 0 ? std::exp(u) / 2 : 1 - std::exp(-u) / 2;
  if (u >= kernel_support(kernel)) return 1;
  return u <= -kernel_support(kernel) ? 0 : bounded(kernel, u);
}

Distribution::Distribution(SampleView samples, std::span<const double> weights, const Window& window,
                           const Domain& domain)
    : kernel_{window.kernel()},
      h_{window.width(0).value()},
      reach_{reach_of(kernel_) * h_},
      tail_{tail_of(kernel_) * h_} {
  if (samples.dimension() != 1) {
    throw std::invalid_argument{
        fmt::format("the samples have dimension {}, expected 1 for a distribution function", samples.dimension())};
  }
  window.check_dimension(1);
  if (!weights.empty()) check_weights(samples, weights);
  if (!domain.is_everything()) axis_ = axis_images(domain, samples, window)[0].axis;
  std::vector<std::size_t> order(samples.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return samples.values()[i]; });
  const double total = weights.empty() ? static_cast<double>(samples.size()) : exact_total(weights);
  before_.push_back(0);
  double sum = 0;
  for (const std::size_t i : order) {
    sorted_.push_back(samples.values()[i]);
    if (!weights.empty()) weights_.push_back(weights[i] / total);
    sum += weights.empty() ? 1 : weights[i];
    before_.push_back(std::min(1.0, sum / total));
  }
  before_.back() = 1;
}

double Distribution::on_the_line(double x) const {
  if (x == -kInfinity) return 0;
  if (x == kInfinity) return 1;
  const auto first = static_cast<std::size_t>(std::ranges::lower_bound(sorted_, x - reach_) - sorted_.begin());
  const auto last = static_cast<std::size_t>(std::ranges::upper_bound(sorted_, x + tail_) - sorted_.begin());
  double sum = 0;
  for (std::size_t i = first; i < last; ++i) {
    sum += kernel_distribution(kernel_, (x - sorted_[i]) / h_) * (weights_.empty() ? 1 : weights_[i]);
  }
  if (weights_.empty()) sum /= static_cast<double>(sorted_.size());
  return std::min(1.0, before_[first] + sum);
}

double Distribution::at(double x) const {
  x = wrapped(x, axis_);
  if (axis_.ends != Ends::open && x >= axis_.high) return 1;
  if (axis_.ends != Ends::open && x <= axis_.low) return 0;
  const Interval near{sorted_.front() - tail_, sorted_.back() + reach_};
  double share = 0;
  for (const auto& [low, high] : intervals_of(axis_, axis_.low, x, near)) share += on_the_line(high) - on_the_line(low);
  return std::clamp(share, 0.0, 1.0);
}

double Distribution::quantile(double probability) const {
  if (!(0 < probability && probability < 1)) {
    throw std::invalid_argument{fmt::format("probability is {}, expected a number between 0 and 1", probability)};
  }
  constexpr double kLargest = std::numeric_limits<double>::max();
  double low = std::max({axis_.low, sorted_.front() - tail_, -kLargest});
  double high = std::min({axis_.high, sorted_.back() + reach_, kLargest});
  if (axis_.ends == Ends::periodic) {
    low = axis_.low;
    high = axis_.high;
  }
  for (;;) {
    const double middle = std::midpoint(low, high);
    if (middle <= low || middle >= high) return high;
    (at(middle) >= probability ? high : low) = middle;
  }
}

}  // namespace parzen
