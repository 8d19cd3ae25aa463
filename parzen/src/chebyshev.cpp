#include "chebyshev.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace parzen {
namespace {

// The first few dimensions have loops of their own, which the compiler unrolls: three times as fast.
template <std::size_t d>
void unrolled(const double* x, std::span<const double> at, std::span<double> distances) noexcept {
  std::array<double, d> centre;
  std::copy_n(at.begin(), d, centre.begin());
  for (std::size_t i = 0; i < distances.size(); ++i, x += d) {
    double largest = std::fabs(centre[0] - x[0]);
    for (std::size_t j = 1; j < d; ++j) largest = std::max(largest, std::fabs(centre[j] - x[j]));
    distances[i] = largest;
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
  if (d == 1) return unrolled<1>(x, at, distances);
  if (d == 2) return unrolled<2>(x, at, distances);
  if (d == 3) return unrolled<3>(x, at, distances);
  for (std::size_t i = 0; i < distances.size(); ++i) distances[i] = distance(x + i * d, at);
}

}  // namespace parzen
