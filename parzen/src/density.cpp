#include "density.hpp"

#include <cmath>
#include <limits>

namespace parzen {
namespace {

double volume(const Window& window, std::size_t dimension) {
  if (window.widths().size() == 1) return std::pow(window.width(0).value(), static_cast<double>(dimension));
  double product = 1;
  for (const Bandwidth h : window.widths()) product *= h.value();
  return product;
}

}  // namespace

double log_density_of(ScaledSum sum, double total, const Window& window, std::size_t dimension) {
  if (sum.sum == 0) return -std::numeric_limits<double>::infinity();
  return std::log(sum.sum / total) + sum.log_scale + window.log_height(dimension);
}

double density_of(ScaledSum sum, double total, const Window& window, std::size_t dimension) {
  if (sum.sum == 0) return 0;
  if (window.form() == Form::radial || !window.covariance().empty()) {
    return std::exp(log_density_of(sum, total, window, dimension));
  }
  const double height = std::pow(kernel_value(window.kernel(), 0), static_cast<double>(dimension));
  const double v = volume(window, dimension);
  if (sum.log_scale != 0 || !std::isnormal(height) || !std::isnormal(v)) {
    return std::exp(log_density_of(sum, total, window, dimension));
  }
  return sum.sum / total * height / v;
}

}  // namespace parzen
