#include "parzen/window.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace parzen {

Window::Window(Kernel kernel, std::vector<Bandwidth> widths) : kernel_{kernel}, widths_{std::move(widths)} {
  if (widths_.empty()) throw std::invalid_argument{"there is no width, expected one, or one for each dimension"};
  for (const Bandwidth h : widths_) {
    if (h.value() >= std::numeric_limits<double>::min()) continue;
    throw std::invalid_argument{
        fmt::format("width is {}, expected {} or more", h.value(), std::numeric_limits<double>::min())};
  }
}

void Window::check_dimension(std::size_t dimension) const {
  if (widths_.size() == 1 || widths_.size() == dimension) return;
  throw std::invalid_argument{fmt::format("there are {} widths for samples of dimension {}, expected 1 or {}",
                                          widths_.size(), dimension, dimension)};
}

double Window::log_height(std::size_t dimension) const {
  double log_height = static_cast<double>(dimension) * std::log(kernel_value(kernel_, 0));
  for (std::size_t j = 0; j < dimension; ++j) log_height -= std::log(width(j).value());
  return log_height;
}

}  // namespace parzen
