#pragma once

#include <span>
#include <vector>

#include "parzen/confidence.hpp"
#include "parzen/window.hpp"

namespace parzen {

/// Where the samples lie that the hypercube around x holds: in each dimension the interval of `reach`.
[[nodiscard]] std::vector<Interval> box_around(std::span<const double> x, const Window& window);

/// Whether a sample, of as many numbers as the box has sides, lies in it. Comparisons alone: exact.
[[nodiscard]] inline bool is_inside(const double* sample, std::span<const Interval> box) noexcept {
  for (std::size_t j = 0; j < box.size(); ++j) {
    if (sample[j] < box[j].low || box[j].high < sample[j]) return false;
  }
  return true;
}

}  // namespace parzen
