#pragma once

#include <vector>

#include "parzen/window.hpp"

namespace parzen::parallel {

/// A window as a plain struct, which travels to workers.
struct PlainWindow {
  Kernel kernel;
  std::vector<double> widths;
  Form form;
  Border border;
  std::vector<double> covariance;
};

[[nodiscard]] PlainWindow plain(const Window& window);
[[nodiscard]] Window window_of(const PlainWindow& plain);

}  // namespace parzen::parallel
