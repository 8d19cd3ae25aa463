#include "parzen/kernel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "excerpt.hpp"

namespace parzen {
namespace {

constexpr double kPi = std::numbers::pi;

struct Traits {
  std::string_view name;
  double support;
  double variance;
  double roughness;
};

constexpr double kEverywhere = std::numeric_limits<double>::infinity();

const Traits& traits(Kernel kernel) {
  // In the order of the enumeration.
  static const std::array<Traits, kKernels.size()> table = {{
      {"hypercube", 0.5, 1.0 / 12, 1},
      {"gaussian", kEverywhere, 1, 0.5 / std::sqrt(kPi)},
      {"epanechnikov", 1, 1.0 / 5, 3.0 / 5},
      {"triangular", 1, 1.0 / 6, 2.0 / 3},
      {"biweight", 1, 1.0 / 7, 5.0 / 7},
      {"triweight", 1, 1.0 / 9, 350.0 / 429},
      {"cosine", 1, 1 - 8 / (kPi * kPi), kPi * kPi / 16},
      {"exponential", kEverywhere, 2, 0.25},
  }};
  return table.at(static_cast<std::size_t>(kernel));
}

}  // namespace

std::string_view kernel_name(Kernel kernel) { return traits(kernel).name; }
double kernel_support(Kernel kernel) { return traits(kernel).support; }
double kernel_variance(Kernel kernel) { return traits(kernel).variance; }
double kernel_roughness(Kernel kernel) { return traits(kernel).roughness; }

std::string kernel_names() {
  std::string names;
  for (const Kernel kernel : kKernels) {
    if (!names.empty()) names += kernel == kKernels.back() ? " or " : ", ";
    names += kernel_name(kernel);
  }
  return names;
}

Kernel parse_kernel(std::string_view name) {
  const auto found = std::ranges::find(kKernels, name, kernel_name);
  if (found != kKernels.end()) return *found;
  throw std::invalid_argument{fmt::format("found {}, expected {}", excerpt(name), kernel_names())};
}

double kernel_value(Kernel kernel, double u) {
  if (!(std::fabs(u) <= kernel_support(kernel))) return 0;
  const double t = 1 - u * u;
  switch (kernel) {
    case Kernel::hypercube:
      return 1;
    case Kernel::gaussian:
      return std::exp(-u * u / 2) / std::sqrt(2 * kPi);
    case Kernel::epanechnikov:
      return 0.75 * t;
    case Kernel::triangular:
      return 1 - std::fabs(u);
    case Kernel::biweight:
      return 15.0 / 16 * t * t;
    case Kernel::triweight:
      return 35.0 / 32 * t * t * t;
    case Kernel::cosine:
      return kPi / 4 * std::cos(kPi / 2 * u);
    case Kernel::exponential:
      return std::exp(-std::fabs(u)) / 2;
  }
  return 0;
}

}  // namespace parzen
