#include "chebyshev.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace parzen {
namespace {

void distances_1d(const double* x, double at, std::span<double> distances) noexcept {
  for (std::size_t i = 0; i < distances.size(); ++i) distances[i] = std::fabs(at - x[i]);
}

// One and two dimensions have loops of their own, which compilers turn into vector instructions.
void distances_2d(const double* x, double at0, double at1, std::span<double> distances) noexcept {
  for (std::size_t i = 0; i < distances.size(); ++i) {
    distances[i] = std::max(std::fabs(at0 - x[2 * i]), std::fabs(at1 - x[2 * i + 1]));
  }
}

double distance(const double* x, std::span<const double> at) noexcept {
  double largest = 0;
  for (std::size_t j = 0; j < at.size(); ++j) largest = std::max(largest, std::fabs(at[j] - x[j]));
  return largest;
}

}  // namespace

void chebyshev_distances(SampleView samples, std::size_t first, std::span<const double> at,
                         std::span<double> distances) noexcept {
  assert(at.size() == samples.dimension() && first + distances.size() <= samples.size());
  const std::size_t d = at.size();
  const double* x = samples.values().data() + first * d;
  if (d == 1) return distances_1d(x, at[0], distances);
  if (d == 2) return distances_2d(x, at[0], at[1], distances);
  for (std::size_t i = 0; i < distances.size(); ++i) distances[i] = distance(x + i * d, at);
}

}  // namespace parzen
