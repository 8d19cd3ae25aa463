#include "parzen/window.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "bandwidth_matrix.hpp"

namespace parzen {

Window::Window(Kernel kernel, std::vector<Bandwidth> widths) : kernel_{kernel}, widths_{std::move(widths)} {
  if (widths_.empty()) throw std::invalid_argument{"there is no width, expected one, or one for each dimension"};
  for (const Bandwidth h : widths_) {
    if (h.value() >= std::numeric_limits<double>::min()) continue;
    throw std::invalid_argument{
        fmt::format("width is {}, expected {} or more", h.value(), std::numeric_limits<double>::min())};
  }
}

Window Window::of_covariance(std::span<const double> matrix) {
  const BandwidthMatrix bandwidth{matrix};
  std::vector<Bandwidth> widths;
  for (const double deviation : bandwidth.deviations) widths.emplace_back(deviation);
  Window window{Kernel::gaussian, std::move(widths)};
  window.covariance_.assign(matrix.begin(), matrix.end());
  window.whitening_ = bandwidth.whitening;
  return window;
}

Window Window::with_form(Form form) const {
  if (form == Form::radial && !covariance_.empty()) {
    throw std::invalid_argument{"a Gaussian with a covariance has no other form; leave one of them out"};
  }
  (void)log_kernel_height(kernel_, form, 1);
  Window window = *this;
  window.form_ = form;
  return window;
}

Window Window::with_border(Border border) const {
  Window window = *this;
  window.border_ = border;
  return window;
}

bool Window::has_factors(std::size_t dimension) const noexcept {
  if (dimension == 1) return true;
  return covariance_.empty() && (form_ == Form::product || kernel_ == Kernel::gaussian);
}

void Window::check_dimension(std::size_t dimension) const {
  if (widths_.size() == dimension || (widths_.size() == 1 && covariance_.empty())) return;
  throw std::invalid_argument{fmt::format("there are {} widths for samples of dimension {}, expected 1 or {}",
                                          widths_.size(), dimension, dimension)};
}

double Window::log_height(std::size_t dimension) const {
  double log_height = log_kernel_height(kernel_, form_, dimension);
  if (!whitening_.empty()) {
    for (std::size_t j = 0; j < dimension; ++j) log_height += std::log(whitening_[j * dimension + j]);
    return log_height;
  }
  for (std::size_t j = 0; j < dimension; ++j) log_height -= std::log(width(j).value());
  return log_height;
}

}  // namespace parzen
