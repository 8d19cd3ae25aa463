#include "parzen/form.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "excerpt.hpp"

namespace parzen {
namespace {

double log_gamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);  // std::lgamma writes a global
}

/// Logarithm of the surface of the unit sphere, 2 π^(d/2) / Γ(d/2).
double log_sphere(double d) { return std::log(2) + d / 2 * std::log(std::numbers::pi) - log_gamma(d / 2); }

/// log ∫_0^1 r^(d-1) (1 - r²)^p dr = log(B(d/2, p + 1) / 2)
double log_power_integral(double d, double p) {
  return log_gamma(d / 2) + log_gamma(p + 1) - log_gamma(d / 2 + p + 1) - std::log(2);
}

/// ∫_0^1 r^(d-1) cos(πr/2) dr, by the series of the cosine, whose terms are soon below what can be seen.
double cosine_integral(double d) {
  const double z = std::numbers::pi * std::numbers::pi / 4;
  double term = 1;
  double sum = 0;
  for (int k = 0; k < 16; ++k) {
    const double even = 2.0 * k;
    sum += term / (even + d);
    term *= -z / ((even + 1) * (even + 2));
  }
  return sum;
}

/// log ∫ r^(d-1) K(r)/K(0) dr
double log_radial_integral(Kernel kernel, double d) {
  switch (kernel) {
    case Kernel::hypercube:
      break;
    case Kernel::gaussian:
      return (d / 2 - 1) * std::log(2) + log_gamma(d / 2);
    case Kernel::epanechnikov:
      return log_power_integral(d, 1);
    case Kernel::triangular:
      return -std::log(d * (d + 1));
    case Kernel::biweight:
      return log_power_integral(d, 2);
    case Kernel::triweight:
      return log_power_integral(d, 3);
    case Kernel::cosine:
      return std::log(cosine_integral(d));
    case Kernel::exponential:
      return log_gamma(d);
  }
  throw std::invalid_argument{"the hypercube has no radial form; choose another kernel or the product form"};
}

}  // namespace

std::string_view form_name(Form form) { return form == Form::product ? "product" : "radial"; }

Form parse_form(std::string_view name) {
  for (const Form form : {Form::product, Form::radial}) {
    if (name == form_name(form)) return form;
  }
  throw std::invalid_argument{fmt::format("found {}, expected product or radial", excerpt(name))};
}

double log_kernel_height(Kernel kernel, Form form, std::size_t dimension) {
  const auto d = static_cast<double>(dimension);
  if (form == Form::product) return d * std::log(kernel_value(kernel, 0));
  return -log_sphere(d) - log_radial_integral(kernel, d);
}

}  // namespace parzen
