#pragma once

#include <cstddef>
#include <vector>

#include "parzen/estimate.hpp"
#include "parzen/window.hpp"

namespace parzen {

[[nodiscard]] inline double mean(double a, double b) noexcept { return (a + b) / 2; }
/// Of counts and of weights, which have no scale.
[[nodiscard]] inline ScaledSum mean(ScaledSum a, ScaledSum b) noexcept { return {0, mean(a.sum, b.sum)}; }

/// The sums of a hypercube on whose border samples count half, from those of closed and of open ones.
template <class Sums>
[[nodiscard]] auto mean_of_borders(const Window& window, Sums sums) {
  auto all = sums(window.with_border(Border::closed));
  const auto inner = sums(window.with_border(Border::open));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = mean(all[i], inner[i]);
  return all;
}

}  // namespace parzen
