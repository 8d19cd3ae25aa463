#include "parzen/sample_estimate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <vector>

#include "axis_images.hpp"
#include "checks.hpp"

namespace parzen {
namespace {

/// In (0, 1), never 0 or 1: logarithms of it are finite.
double uniform(std::mt19937_64& random) { return (static_cast<double>(random() >> 12U) + 0.5) * 0x1p-52; }

/// Of an odd number of uniform numbers in (-1, 1) the median, whose density is that of (1 - u²)^((count - 1)/2).
template <std::size_t count>
double median(std::mt19937_64& random) {
  std::array<double, count> numbers;
  for (double& number : numbers) number = 2 * uniform(random) - 1;
  std::ranges::nth_element(numbers, numbers.begin() + count / 2);
  return numbers[count / 2];
}

/// Box and Muller's first number.
double normal(std::mt19937_64& random) {
  const double length = std::sqrt(-2 * std::log(uniform(random)));
  return length * std::cos(2 * std::numbers::pi * uniform(random));
}

/// Draws rows by weight: the first whose running total exceeds a uniform share of the whole.
class RowDraw {
 public:
  RowDraw(std::size_t rows, std::span<const double> weights) : rows_{rows} {
    double sum = 0;
    for (const double weight : weights) totals_.push_back(sum += weight);
  }
  [[nodiscard]] std::size_t operator()(std::mt19937_64& random) const {
    const double share = uniform(random);
    if (totals_.empty()) return std::min(rows_ - 1, static_cast<std::size_t>(share * static_cast<double>(rows_)));
    const auto found = std::ranges::upper_bound(totals_, share * totals_.back());
    // Rounding may reach the total itself; the last row that counts is then meant.
    const auto first_full = std::ranges::lower_bound(totals_, totals_.back());
    return static_cast<std::size_t>(std::min(found, first_full) - totals_.begin());
  }

 private:
  std::size_t rows_;
  std::vector<double> totals_;
};

/// x brought back into the axis: mirrored at its ends as often as it takes, or by whole periods.
double brought_back(double x, const DomainAxis& axis) {
  if (axis.ends == Ends::open) return x;
  const double length = axis.high - axis.low;
  if (!std::isfinite(length)) {
    if (x < axis.low) return axis.low + (axis.low - x);
    return x > axis.high ? axis.high - (x - axis.high) : x;
  }
  const double period = axis.ends == Ends::reflect ? 2 * length : length;
  double from_low = std::fmod(x - axis.low, period);
  if (from_low < 0) from_low += period;
  if (from_low > length) from_low = period - from_low;
  return std::clamp(axis.low + from_low, axis.low, axis.high);
}

/// The window's noise. With a covariance its correlation is undone whitening: y solves W y = z.
std::vector<double> noise(const Window& window, std::size_t d, std::mt19937_64& random) {
  std::vector<double> step(d);
  for (double& u : step) u = draw_from(window.kernel(), random);
  const auto w = window.whitening();
  for (std::size_t j = 0; j < d; ++j) {
    if (w.empty()) {
      step[j] *= window.width(j).value();
      continue;
    }
    for (std::size_t k = 0; k < j; ++k) step[j] -= w[j * d + k] * step[k];
    step[j] /= w[j * d + j];
  }
  return step;
}

}  // namespace

double draw_from(Kernel kernel, std::mt19937_64& random) {
  switch (kernel) {
    case Kernel::hypercube:
      return uniform(random) - 0.5;
    case Kernel::gaussian:
      return normal(random);
    case Kernel::epanechnikov:
      return median<3>(random);
    case Kernel::triangular: {
      const double first = uniform(random);
      return first - uniform(random);
    }
    case Kernel::biweight:
      return median<5>(random);
    case Kernel::triweight:
      return median<7>(random);
    case Kernel::cosine:
      return std::asin(2 * uniform(random) - 1) * 2 / std::numbers::pi;
    case Kernel::exponential:
      break;
  }
  const double share = 2 * uniform(random) - 1;
  return share < 0 ? std::log1p(share) : -std::log1p(-share);
}

Samples sample_estimate(std::size_t n, SampleView samples, std::span<const double> weights, const Window& window,
                        const Domain& domain, std::uint64_t seed) {
  const std::size_t d = samples.dimension();
  const std::vector<AxisImages> axes = axis_images(domain, samples, window);
  if (!weights.empty()) check_weights(samples, weights);
  if (!window.has_factors(d) && window.covariance().empty()) {
    throw std::invalid_argument{"samples of a radial form cannot be drawn; take the product form"};
  }
  std::mt19937_64 random{seed};
  const RowDraw draw_row{samples.size(), weights};
  std::vector<double> values;
  values.reserve(n * d);
  for (std::size_t i = 0; i < n; ++i) {
    const auto row = samples.row(draw_row(random));
    const std::vector<double> step = noise(window, d, random);
    for (std::size_t j = 0; j < d; ++j) values.push_back(brought_back(row[j] + step[j], axes[j].axis));
  }
  return {std::move(values), d};
}

}  // namespace parzen
