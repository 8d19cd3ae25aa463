#include "parzen/reference_width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "checks.hpp"
#include "parzen/spread.hpp"

namespace parzen {
namespace {

/// 2 √π R(K), to the power of the dimension, over μ₂(K)²: 1 for the Gaussian.
double shape(Kernel kernel, std::size_t dimension) {
  const double roughness = 2 * std::sqrt(std::numbers::pi) * kernel_roughness(kernel);
  const double variance = kernel_variance(kernel);
  return std::pow(roughness, static_cast<double>(dimension)) / (variance * variance);
}

void check_one_column(SampleView samples) {
  if (samples.dimension() == 1 && samples.size() >= 2) return;
  throw std::invalid_argument{fmt::format("found {} samples of dimension {}, expected 2 or more of dimension 1",
                                          samples.size(), samples.dimension())};
}

Bandwidth width_for(const Spread& spread, double factor, std::size_t axis) {
  const double scale = robust_scale(spread);
  if (scale > 0) return Bandwidth{scale * factor};
  throw std::invalid_argument{
      fmt::format("column {} has no spread, expected two or more different numbers to choose a width by", axis + 1)};
}

double least_scale(const Spread& spread) { return std::min(spread.deviation, spread.quartiles / 1.34); }

double fifth_root(SampleView samples) { return std::pow(static_cast<double>(samples.size()), -0.2); }

}  // namespace

double normal_reference_factor(Kernel kernel, std::size_t n, std::size_t dimension) {
  if (n == 0 || dimension == 0) {
    throw std::invalid_argument{fmt::format("{} samples of dimension {}, expected 1 or more of both", n, dimension)};
  }
  const auto d = static_cast<double>(dimension);
  return std::pow(4 * shape(kernel, dimension) / ((d + 2) * static_cast<double>(n)), 1 / (d + 4));
}

double canonical_factor(Kernel kernel, std::size_t dimension) {
  return std::pow(shape(kernel, dimension), 1 / (static_cast<double>(dimension) + 4));
}

std::vector<Bandwidth> normal_reference(SampleView samples, Kernel kernel) {
  const double factor = normal_reference_factor(kernel, samples.size(), samples.dimension());
  std::vector<Bandwidth> widths;
  for (std::size_t j = 0; j < samples.dimension(); ++j) {
    widths.push_back(width_for(spread_of(samples, j), factor, j));
  }
  return widths;
}

std::vector<Bandwidth> normal_reference(SampleView samples, const Weights& weights, Kernel kernel) {
  check_weights(samples, weights.values());
  const std::size_t d = samples.dimension();
  const double n = weights.effective_size();
  const double factor = normal_reference_factor(kernel, 1, d) * std::pow(n, -1 / (static_cast<double>(d) + 4));
  std::vector<Bandwidth> widths;
  for (std::size_t j = 0; j < d; ++j) widths.push_back(width_for(spread_of(samples, weights, j), factor, j));
  return widths;
}

Bandwidth common_width(const std::vector<Bandwidth>& widths) {
  if (widths.size() == 1) return widths[0];
  double logarithms = 0;
  for (const Bandwidth h : widths) logarithms += std::log(h.value());
  return Bandwidth{std::exp(logarithms / static_cast<double>(widths.size()))};
}

double r_nrd0(SampleView samples) {
  check_one_column(samples);
  const Spread spread = spread_of(samples, 0);
  double scale = least_scale(spread);
  for (const double other : {spread.deviation, std::fabs(samples.values()[0]), 1.0}) {
    if (scale == 0) scale = other;
  }
  return 0.9 * scale * fifth_root(samples);
}

double r_nrd(SampleView samples) {
  check_one_column(samples);
  return 1.06 * least_scale(spread_of(samples, 0)) * fifth_root(samples);
}

}  // namespace parzen
