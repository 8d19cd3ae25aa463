#pragma once

#include <cstddef>
#include <cstdint>

#include "parzen/bandwidth.hpp"

namespace parzen {

/// Closed interval [low, high].
struct Interval {
  double low;
  double high;
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// Clopper–Pearson limits for the probability of which `count` successes in `n` independent trials are the evidence.
///
/// They hold with probability `level` or more whatever the true probability is: exact, hence a little wide.
/// low is 0 if count is 0, high is 1 if count is n.
/// @throws std::invalid_argument unless n >= 1, count <= n and 0 < level < 1
[[nodiscard]] Interval clopper_pearson(std::uint64_t count, std::uint64_t n, double level = 0.95);

/// Clopper–Pearson limits for the density *averaged over the window*, that is, the limits above over h^dimension.
///
/// They do not contain the bias of that average as an estimate of the density at the centre, which grows with h^2, nor
/// do they hold jointly for many widths: in the article's own table the true density is outside them from h = 0.8 on.
/// @throws std::invalid_argument as clopper_pearson, or if dimension is 0
[[nodiscard]] Interval density_limits(std::uint64_t count, std::uint64_t n, Bandwidth h, std::size_t dimension,
                                      double level = 0.95);

}  // namespace parzen
