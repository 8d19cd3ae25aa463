#include "chebyshev.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "term_loops.hpp"

namespace parzen {
namespace {

double distance(const double* x, std::span<const double> at) noexcept {
  double largest = 0;
  for (std::size_t j = 0; j < at.size(); ++j) largest = std::max(largest, std::fabs(at[j] - x[j]));
  return largest;
}

constexpr double kInfinity = std::numeric_limits<double>::infinity();

void closed_distances(const double* x, std::span<const double> at, std::span<double> distances) noexcept {
  const std::size_t d = at.size();
  // The first few dimensions have loops of their own, for vectors.
  if (d <= 3) return term_loops().chebyshev(distances.data(), distances.size(), x, d, at.data());
  for (std::size_t i = 0; i < distances.size(); ++i) distances[i] = distance(x + i * d, at);
}

}  // namespace

void chebyshev_distances(SampleView samples, std::size_t first, std::span<const double> at, Border border,
                         std::span<double> distances) noexcept {
  assert(border != Border::half && at.size() == samples.dimension() && first + distances.size() <= samples.size());
  const std::size_t d = at.size();
  const double* x = samples.values().data() + first * d;
  closed_distances(x, at, distances);
  if (border == Border::open) {
    for (double& distance : distances) distance = std::nextafter(distance, kInfinity);
  }
}

}  // namespace parzen
