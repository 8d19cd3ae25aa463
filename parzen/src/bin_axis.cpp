#include "bin_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <unsupported/Eigen/FFT>

namespace parzen {
namespace {

constexpr double kBinsPerWidth = 16;

/// The |u| beyond which a kernel is 0, or below 5e-18 of its peak.
double reach_of(Kernel kernel) {
  if (kernel == Kernel::gaussian) return 9;
  if (kernel == Kernel::exponential) return 40;
  return kernel_support(kernel);
}

/// The most that a straight line between two values of K/K(0), `step` widths apart, is off.
double straight_error(Kernel kernel, double step) {
  const auto curvature = [step](double most) { return most * step * step / 8; };
  const auto slope = [step](double most) { return most * step / 2; };
  switch (kernel) {
    case Kernel::gaussian:
      return curvature(1);
    case Kernel::biweight:
      return curvature(8);
    case Kernel::triweight:
      return curvature(6);
    case Kernel::epanechnikov:
      return slope(2);
    case Kernel::cosine:
      return slope(std::numbers::pi / 2);
    case Kernel::triangular:
    case Kernel::exponential:
      return slope(1);
    case Kernel::hypercube:
      break;
  }
  return 1;
}

/// The least number from n on that transforms like.
std::size_t smooth_from(std::size_t n) {
  for (;; ++n) {
    std::size_t rest = n;
    for (const std::size_t factor : {2U, 3U, 5U}) {
      while (rest % factor == 0) rest /= factor;
    }
    if (rest == 1) return n;
  }
}

}  // namespace

BinAxis::BinAxis(std::span<const double> points, double farthest, Kernel kernel, double h, std::size_t most_bins)
    : kernel_{kernel}, h_{h} {
  const auto steps = static_cast<double>(points.size() - 1);
  const double step = (points.back() - points.front()) / steps;
  const double reach = std::min(reach_of(kernel) * h, farthest);
  // So fine that there are kBinsPerWidth, or as fine as the number of bins allows.
  const double asked = std::ceil(kBinsPerWidth * step / h);
  const double allowed = std::floor(static_cast<double>(most_bins) / (steps + 2 * reach / step + 4));
  per_step_ = static_cast<std::size_t>(std::max(1.0, std::min(asked, allowed)));
  width_ = step / static_cast<double>(per_step_);
  const double margin = std::ceil(reach / width_) + 1;
  if (steps + 2 * margin > 2 * static_cast<double>(most_bins)) {
    throw std::invalid_argument{fmt::format(
        "samples reach over {:.3g} steps of the grid, more than bins can be made for; sum them without bins",
        steps + 2 * margin)};
  }
  margin_ = static_cast<std::size_t>(margin);
  size_ = smooth_from((points.size() - 1) * per_step_ + 2 * margin_ + 1);
  low_ = points.front() - static_cast<double>(margin_) * width_;
  high_ = points.back() + static_cast<double>(margin_) * width_;
}

BinAxis::Place BinAxis::place_of(double x) const noexcept {
  const double at = std::max(0.0, (x - low_) / width_);
  const double bin = std::floor(at);
  return {std::min(static_cast<std::size_t>(bin), size_ - 2), at - bin};
}

std::vector<double> BinAxis::transform() const {
  std::vector<std::complex<double>> kernel(size_);
  const double peak = kernel_value(kernel_, 0);
  for (std::size_t i = 0; i <= margin_; ++i) {
    const double value = kernel_value(kernel_, static_cast<double>(i) * width_ / h_) / peak;
    kernel[i] = value;
    if (i > 0) kernel[size_ - i] = value;
  }
  std::vector<std::complex<double>> transformed;
  Eigen::FFT<double>{}.fwd(transformed, kernel);
  std::vector<double> real;
  for (const std::complex<double>& value : transformed) real.push_back(value.real());
  return real;
}

double BinAxis::most_error() const noexcept { return std::min(1.0, straight_error(kernel_, width_ / h_)); }

}  // namespace parzen
