#include "axis_images.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace parzen {
namespace {

constexpr double kMostImages = 10'000;

/// How far from a sample its window matters along axis `j`. A Gaussian and an exponential kernel never end, but some
/// image of a sample is no farther from a point than the axis is long, and beside its term those of images that are so
/// many widths farther are below the last bit. With a covariance that holds for none: only what underflows is left.
double reach_of(const Window& window, std::size_t j, double length) {
  const double h = window.width(j).value();
  if (!window.covariance().empty()) return std::max(length, 39 * h);
  if (window.kernel() == Kernel::gaussian) return length + 9 * h;
  if (window.kernel() == Kernel::exponential) return length + 40 * h;
  return kernel_support(window.kernel()) * h;
}

Interval range_of(SampleView samples, std::size_t j) {
  Interval range{samples.row(0)[j], samples.row(0)[j]};
  for (std::size_t i = 1; i < samples.size(); ++i) {
    range.low = std::min(range.low, samples.row(i)[j]);
    range.high = std::max(range.high, samples.row(i)[j]);
  }
  return range;
}

void check_inside(SampleView samples, std::size_t j, const DomainAxis& axis) {
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double v = samples.row(i)[j];
    if (axis.low <= v && v <= axis.high) continue;
    throw std::invalid_argument{
        fmt::format("sample {} has {} in column {}, expected a number from {} to {}, its bounds", i + 1, v, j + 1,
                    axis.low, axis.high)};
  }
}

void check_number(const AxisImages& images, std::size_t j) {
  if ((images.near.high - images.near.low) / period_of(images.axis) < kMostImages) return;
  throw std::invalid_argument{
      fmt::format("the window is far wider than column {} from {} to {}: more than {} images of each point; take a "
                  "narrower one",
                  j + 1, images.axis.low, images.axis.high, kMostImages)};
}

void check_window(const Domain& domain, const Window& window) {
  const auto reflects = [](const DomainAxis& axis) { return axis.ends == Ends::reflect; };
  if (window.covariance().empty() || std::ranges::none_of(domain.axes(), reflects)) return;
  throw std::invalid_argument{"a Gaussian with a covariance cannot be reflected at bounds; give it widths instead"};
}

/// x + k period, for all whole k with which it is near.
void add_repeated(double x, double period, Interval near, std::vector<double>& images) {
  if (!std::isfinite(period)) return images.push_back(x);
  for (const double shift : shifts(near.low - x, near.high - x, period)) images.push_back(x + shift);
}

}  // namespace

double period_of(const DomainAxis& axis) noexcept {
  return (axis.ends == Ends::reflect ? 2 : 1) * (axis.high - axis.low);
}

std::vector<double> shifts(double least, double most, double period) {
  const double first = std::ceil(least / period);
  const double number = std::floor(most / period) - first + 1;
  std::vector<double> all(static_cast<std::size_t>(std::max(number, 0.0)));
  for (std::size_t k = 0; k < all.size(); ++k) all[k] = (first + static_cast<double>(k)) * period;
  return all;
}

std::vector<double> AxisImages::of(double x) const {
  std::vector<double> images;
  switch (axis.ends) {
    case Ends::open:
      return {x};
    case Ends::periodic:
      add_repeated(wrapped(x, axis), period_of(axis), near, images);
      return images;
    case Ends::reflect:
      break;
  }
  if (x < axis.low || axis.high < x) return {};
  add_repeated(x, period_of(axis), near, images);
  const double end = std::isfinite(axis.low) ? axis.low : axis.high;
  if (std::isfinite(end)) add_repeated(end + (end - x), period_of(axis), near, images);
  return images;
}

void check_axes(const Domain& domain, std::size_t dimension) {
  if (domain.axes().empty() || domain.axes().size() == dimension) return;
  throw std::invalid_argument{fmt::format("the domain has {} axes, expected {}, the dimension of the samples",
                                          domain.axes().size(), dimension)};
}

std::vector<AxisImages> axis_images(const Domain& domain, SampleView samples, const Window& window) {
  check_axes(domain, samples.dimension());
  window.check_dimension(samples.dimension());
  check_window(domain, window);
  std::vector<AxisImages> all;
  for (std::size_t j = 0; j < samples.dimension(); ++j) {
    AxisImages& images = all.emplace_back(AxisImages{domain.axes().empty() ? DomainAxis{} : domain.axes()[j], {}});
    if (images.axis.ends == Ends::open) continue;
    check_inside(samples, j, images.axis);
    const double length = images.axis.high - images.axis.low;
    if (!std::isfinite(length)) continue;
    const Interval range = range_of(samples, j);
    // A little more than the reach, so that rounding leaves no sample out that the window holds.
    const double reach = reach_of(window, j, length) * 1.001;
    images.near = {range.low - reach, range.high + reach};
    check_number(images, j);
  }
  return all;
}

}  // namespace parzen
