#include "parzen/hypercube.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "chebyshev.hpp"
#include "width_index.hpp"

namespace parzen {
namespace {

void check_point(SampleView samples, std::span<const double> at) {
  if (at.size() != samples.dimension()) {
    throw std::invalid_argument{fmt::format("the point has {} coordinates, expected {}, the dimension of the samples",
                                            at.size(), samples.dimension())};
  }
  const auto bad = std::find_if_not(at.begin(), at.end(), [](double x) { return std::isfinite(x); });
  if (bad == at.end()) return;
  throw std::invalid_argument{
      fmt::format("coordinate {} of the point is {}, expected a finite number", bad - at.begin() + 1, *bad)};
}

double share(std::uint64_t count, std::uint64_t n) {
  if (n == 0) throw std::invalid_argument{"there are no samples, expected 1 or more"};
  if (count > n) throw std::invalid_argument{fmt::format("{} of {} samples are in the window", count, n)};
  return static_cast<double>(count) / static_cast<double>(n);
}

bool is_inside(std::span<const double> at, const double* sample, double half_width) {
  for (std::size_t j = 0; j < at.size(); ++j) {
    if (!(std::fabs(at[j] - sample[j]) <= half_width)) return false;
  }
  return true;
}

}  // namespace

std::uint64_t count_in_window(SampleView samples, std::span<const double> at, Bandwidth h, Border border) {
  check_point(samples, at);
  const double half = half_width(h, border);
  const double* sample = samples.values().data();
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < samples.size(); ++i, sample += at.size()) {
    if (is_inside(at, sample, half)) ++count;
  }
  return count;
}

std::vector<std::uint64_t> count_all_widths(SampleView samples, std::span<const double> at,
                                            std::span<const Bandwidth> widths, Border border) {
  check_point(samples, at);
  (void)half_width(Bandwidth{1}, border);  // throws where there are no whole counts
  WidthIndex index{widths};
  // Distances go through a block that stays in the nearest cache: one simple loop writes it, another reads it.
  std::array<double, 1024> block;
  for (std::size_t first = 0; first < samples.size(); first += block.size()) {
    const std::size_t count = std::min(block.size(), samples.size() - first);
    const std::span<double> distances{block.data(), count};
    chebyshev_distances(samples, first, at, border, distances);
    index.add(distances);
  }
  return index.counts();
}

Bandwidth smallest_width(std::size_t dimension) {
  if (dimension == 0) throw std::invalid_argument{"the dimension is 0, expected 1 or more"};
  constexpr double kSmallest = std::numeric_limits<double>::min();
  const auto d = static_cast<double>(dimension);
  double h = std::pow(kSmallest, 1 / d);
  while (std::pow(h, d) < kSmallest) h = std::nextafter(h, 1);
  return Bandwidth{h};
}

double hypercube_density(std::uint64_t count, std::uint64_t n, Bandwidth h, std::size_t dimension) {
  if (dimension == 0) throw std::invalid_argument{"the dimension is 0, expected 1 or more"};
  const double p = share(count, n);
  if (count == 0) return 0;  // also where the volume underflows: 0/0 would be NaN
  return p / std::pow(h.value(), static_cast<double>(dimension));
}

double article_density(std::uint64_t count, std::uint64_t n, Bandwidth h) { return share(count, n) / h.value(); }

}  // namespace parzen
