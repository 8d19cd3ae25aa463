#include "parzen/domain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "axis_images.hpp"

namespace parzen {
namespace {

void check_axis(const DomainAxis& axis, std::size_t number) {
  if (axis.ends == Ends::open) return;
  const bool is_bounded = std::isfinite(axis.low) && std::isfinite(axis.high);
  if (axis.low < axis.high && (is_bounded || axis.ends == Ends::reflect)) return;
  throw std::invalid_argument{fmt::format("column {} is from {} to {}, expected {}two ascending numbers", number,
                                          axis.low, axis.high, axis.ends == Ends::periodic ? "for its period " : "")};
}

constexpr double kMostImages = 1e8;

void check_number(double images) {
  if (images <= kMostImages) return;
  throw std::invalid_argument{
      fmt::format("the points and their images within the window's reach are more than {:.0f}, as many as can be; take "
                  "fewer points, or a narrower window",
                  kMostImages)};
}

double combinations(const std::vector<std::vector<double>>& images) {
  double number = 1;
  for (const auto& axis : images) number *= static_cast<double>(axis.size());
  return number;
}

/// All combinations of one image per axis, one after the other.
void add_combinations(const std::vector<std::vector<double>>& images, std::vector<double>& values) {
  std::vector<std::size_t> place(images.size(), 0);
  if (std::ranges::any_of(images, [](const auto& axis) { return axis.empty(); })) return;
  for (;;) {
    for (std::size_t j = 0; j < images.size(); ++j) values.push_back(images[j][place[j]]);
    std::size_t j = images.size();
    while (j > 0 && ++place[j - 1] == images[j - 1].size()) place[--j] = 0;
    if (j == 0) return;
  }
}

std::vector<double> ascending(std::vector<double> values) {
  std::ranges::sort(values);
  const auto equal = std::ranges::unique(values);
  values.erase(equal.begin(), equal.end());
  return values;
}

/// Axis `j` of length `from`, replaced by one of places.size(): each sum is that of the places' sums.
std::vector<double> folded(const std::vector<double>& sums, std::size_t before, std::size_t from, std::size_t after,
                           const std::vector<std::vector<std::size_t>>& places) {
  std::vector<double> result(before * places.size() * after, 0);
  for (std::size_t b = 0; b < before; ++b) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      double* to = result.data() + (b * places.size() + i) * after;
      for (const std::size_t place : places[i]) {
        const double* part = sums.data() + (b * from + place) * after;
        for (std::size_t a = 0; a < after; ++a) to[a] += part[a];
      }
    }
  }
  return result;
}

}  // namespace

Domain::Domain(std::vector<DomainAxis> axes) : axes_{std::move(axes)} {
  for (std::size_t j = 0; j < axes_.size(); ++j) check_axis(axes_[j], j + 1);
}

bool Domain::is_everything() const noexcept {
  return std::ranges::all_of(axes_, [](const DomainAxis& axis) { return axis.ends == Ends::open; });
}

double wrapped(double x, const DomainAxis& axis) noexcept {
  if (axis.ends != Ends::periodic || (axis.low <= x && x <= axis.high)) return x;
  const double period = axis.high - axis.low;
  const double from_low = std::fmod(std::fmod(x, period) - axis.low, period);
  return std::clamp(axis.low + (from_low < 0 ? from_low + period : from_low), axis.low, axis.high);
}

Samples wrapped(SampleView samples, const Domain& domain) {
  const std::size_t d = samples.dimension();
  check_axes(domain, d);
  std::vector<double> values{samples.values().begin(), samples.values().end()};
  for (std::size_t i = 0; i < values.size() && !domain.axes().empty(); ++i) {
    values[i] = wrapped(values[i], domain.axes()[i % d]);
  }
  return {std::move(values), d};
}

std::vector<ScaledSum> PointImages::fold(std::span<const ScaledSum> sums) const {
  std::vector<ScaledSum> folded(first.size() - 1, kNoTerms);
  for (std::size_t q = 0; q < folded.size(); ++q) {
    for (std::size_t i = first[q]; i < first[q + 1]; ++i) folded[q] = folded[q] + sums[i];
  }
  return folded;
}

PointImages images_of(SampleView points, const Domain& domain, SampleView samples, const Window& window) {
  const std::vector<AxisImages> axes = axis_images(domain, samples, window);
  if (points.dimension() != axes.size()) {
    throw std::invalid_argument{fmt::format("the points have {} coordinates, expected {}, the dimension of the samples",
                                            points.dimension(), axes.size())};
  }
  PointImages images{{}, {0}};
  std::vector<std::vector<double>> of_point(axes.size());
  for (std::size_t q = 0; q < points.size(); ++q) {
    for (std::size_t j = 0; j < axes.size(); ++j) of_point[j] = axes[j].of(points.row(q)[j]);
    check_number(static_cast<double>(images.first.back()) + combinations(of_point));
    add_combinations(of_point, images.values);
    images.first.push_back(images.values.size() / axes.size());
  }
  return images;
}

std::vector<double> GridImages::fold(std::vector<double> sums) const {
  std::size_t before = 1;
  std::size_t after = grid.size();
  for (std::size_t j = 0; j < axes.size(); ++j) {
    const std::size_t length = grid.axes()[j].size();
    after /= length;
    sums = folded(sums, before, length, after, axes[j]);
    before *= axes[j].size();
  }
  return sums;
}

GridImages images_of(const Grid& grid, const Domain& domain, SampleView samples, const Window& window) {
  const std::vector<AxisImages> axes = axis_images(domain, samples, window);
  if (grid.dimension() != axes.size()) {
    throw std::invalid_argument{
        fmt::format("the grid has {} axes, expected {}, the dimension of the samples", grid.dimension(), axes.size())};
  }
  std::vector<std::vector<double>> coordinates(axes.size());
  std::vector<std::vector<std::vector<std::size_t>>> places(axes.size());
  for (std::size_t j = 0; j < axes.size(); ++j) {
    for (const double x : grid.axes()[j]) {
      for (const double image : axes[j].of(x)) coordinates[j].push_back(image);
    }
    coordinates[j] = ascending(std::move(coordinates[j]));
    for (const double x : grid.axes()[j]) {
      auto& of_x = places[j].emplace_back();
      for (const double image : axes[j].of(x)) {
        of_x.push_back(
            static_cast<std::size_t>(std::ranges::lower_bound(coordinates[j], image) - coordinates[j].begin()));
      }
    }
    if (coordinates[j].empty()) coordinates[j] = {grid.axes()[j][0]};  // nothing is near: all sums are of nothing
  }
  check_number(combinations(coordinates));
  return {Grid{std::move(coordinates)}, std::move(places)};
}

}  // namespace parzen
