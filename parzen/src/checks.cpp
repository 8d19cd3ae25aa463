#include "checks.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace parzen {

void check_dimensions(SampleView samples, SampleView points, const Window& window) {
  window.check_dimension(samples.dimension());
  if (points.dimension() == samples.dimension()) return;
  throw std::invalid_argument{fmt::format("the points have {} coordinates, expected {}, the dimension of the samples",
                                          points.dimension(), samples.dimension())};
}

void check_grid(SampleView samples, const Grid& grid, const Window& window) {
  window.check_dimension(samples.dimension());
  if (grid.dimension() == samples.dimension()) return;
  throw std::invalid_argument{fmt::format("the grid has {} axes, expected {}, the dimension of the samples",
                                          grid.dimension(), samples.dimension())};
}

void check_hypercube(const Window& window) {
  if (window.kernel() == Kernel::hypercube) return;
  throw std::invalid_argument{fmt::format("the window is {}, expected hypercube", kernel_name(window.kernel()))};
}

void check_product(const Window& window) {
  if (window.form() == Form::product && window.covariance().empty()) return;
  throw std::invalid_argument{"the window has a covariance or a radial form, expected a product along the axes"};
}

void check_weights(SampleView samples, std::span<const double> weights) {
  if (weights.size() == samples.size()) return;
  throw std::invalid_argument{
      fmt::format("there are {} weights, expected {}, one for each sample", weights.size(), samples.size())};
}

}  // namespace parzen
