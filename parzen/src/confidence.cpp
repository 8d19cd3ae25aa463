#include "parzen/confidence.hpp"

#include <fmt/format.h>

#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <stdexcept>

#include "parzen/hypercube.hpp"

namespace parzen {
namespace {

void check(std::uint64_t count, std::uint64_t n, double level) {
  if (n == 0) throw std::invalid_argument{"there are no samples, expected 1 or more"};
  if (count > n) throw std::invalid_argument{fmt::format("{} of {} samples are in the window", count, n)};
  if (level > 0 && level < 1) return;
  throw std::invalid_argument{fmt::format("the confidence level is {}, expected a number between 0 and 1", level)};
}

double volume(Bandwidth h, std::size_t dimension) {
  if (dimension == 0) throw std::invalid_argument{"the dimension is 0, expected 1 or more"};
  return std::pow(h.value(), static_cast<double>(dimension));
}

}  // namespace

Interval clopper_pearson(std::uint64_t count, std::uint64_t n, double level) {
  check(count, n, level);
  const auto inside = static_cast<double>(count);
  const auto outside = static_cast<double>(n - count);
  const double tail = (1 - level) / 2;
  // The limits are quantiles of beta distributions; ibetac_inv is told the upper tail itself, which 1 - tail would
  // round.
  const double low = count == 0 ? 0 : boost::math::ibeta_inv(inside, outside + 1, tail);
  const double high = count == n ? 1 : boost::math::ibetac_inv(inside + 1, outside, tail);
  return {low, high};
}

Interval density_limits(std::uint64_t count, std::uint64_t n, Bandwidth h, std::size_t dimension, double level) {
  const auto [low, high] = clopper_pearson(count, n, level);
  const double v = volume(h, dimension);
  return {low == 0 ? 0 : low / v, high / v};
}

}  // namespace parzen
