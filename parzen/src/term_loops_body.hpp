#pragma once

// Included by one source per kind of CPU. Everything here is local to it: a function that the linker could share would
// be that of any one kind.

#include <array>
#include <cstddef>
#include <limits>

#include "term_loops.hpp"
#include "vector_exp.hpp"

namespace parzen {
// NOLINTBEGIN(cert-dcl59-cpp,misc-definitions-in-headers): local on purpose, as said above
namespace {

constexpr std::size_t kLanes = 8;

// Each loop is over consecutive doubles and has no branch: the compiler makes it into vector instructions.

void add_half_squares(double* terms, std::size_t n, const double* column, double x, double per_width) {
  for (std::size_t i = 0; i < n; ++i) {
    const double u = (x - column[i]) * per_width;
    terms[i] -= 0.5 * (u * u);
  }
}

double largest(const double* terms, std::size_t n) {
  std::array<double, kLanes> tops;
  for (double& top : tops) top = -std::numeric_limits<double>::infinity();
  const std::size_t whole = n / kLanes * kLanes;
  for (std::size_t i = 0; i < whole; i += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) tops[k] = tops[k] < terms[i + k] ? terms[i + k] : tops[k];
  }
  for (std::size_t i = whole; i < n; ++i) tops[0] = tops[0] < terms[i] ? terms[i] : tops[0];
  double top = tops[0];
  for (std::size_t k = 1; k < kLanes; ++k) top = top < tops[k] ? tops[k] : top;
  return top;
}

/// Eight running totals, so that additions need not wait for each other.
double sum(const double* terms, std::size_t n) {
  std::array<double, kLanes> totals{};
  const std::size_t whole = n / kLanes * kLanes;
  for (std::size_t i = 0; i < whole; i += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) totals[k] += terms[i + k];
  }
  for (std::size_t i = whole; i < n; ++i) totals[i - whole] += terms[i];
  return ((totals[0] + totals[4]) + (totals[2] + totals[6])) + ((totals[1] + totals[5]) + (totals[3] + totals[7]));
}

double sum_exponentials(double* terms, std::size_t n, double scale) {
  for (std::size_t i = 0; i < n; ++i) terms[i] = exp_of_negative(terms[i] - scale);
  return sum(terms, n);
}

/// 2^(factor t) with t, which may be infinite, no larger than `farthest`.
double gaussian(double t, double farthest, double factor) noexcept {
  return exp2_of_product(t > farthest ? farthest : t, factor);
}

double farthest(double factor) noexcept { return -1020 / factor; }

template <std::size_t d, bool is_round>
void unrolled_gaussians(double* terms, std::size_t n, const Places& samples, const double* x, double factor) {
  // Copied: the compiler cannot know that writing the terms leaves them as they are.
  std::array<double, d> at;
  std::array<double, d> shapes;
  std::array<const double*, d> columns;
  for (std::size_t j = 0; j < d; ++j) {
    at[j] = x[j];
    shapes[j] = samples.shapes[j];
    columns[j] = samples.columns + j * samples.stride;
  }
  const double limit = farthest(factor);
  for (std::size_t i = 0; i < n; ++i) {
    const double first = at[0] - columns[0][i];
    double t = first * first;
    for (std::size_t j = 1; j < d; ++j) {
      const double difference = at[j] - columns[j][i];
      t = fused(is_round ? difference : difference * shapes[j], difference, t);
    }
    terms[i] = gaussian(t, limit, factor);
  }
}

void other_gaussians(double* terms, std::size_t n, const Places& samples, const double* x, double factor) {
  for (std::size_t i = 0; i < n; ++i) terms[i] = 0;
  for (std::size_t j = 0; j < samples.dimension; ++j) {
    const double* column = samples.columns + j * samples.stride;
    const double at = x[j];
    const double shape = samples.shapes[j];
    for (std::size_t i = 0; i < n; ++i) {
      const double difference = at - column[i];
      terms[i] = fused(difference * shape, difference, terms[i]);
    }
  }
  const double limit = farthest(factor);
  for (std::size_t i = 0; i < n; ++i) terms[i] = gaussian(terms[i], limit, factor);
}

template <bool is_round>
void some_gaussians(double* terms, std::size_t n, const Places& samples, const double* x, double factor) {
  switch (samples.dimension) {
    case 1:
      return unrolled_gaussians<1, is_round>(terms, n, samples, x, factor);
    case 2:
      return unrolled_gaussians<2, is_round>(terms, n, samples, x, factor);
    case 3:
      return unrolled_gaussians<3, is_round>(terms, n, samples, x, factor);
    default:
      return other_gaussians(terms, n, samples, x, factor);
  }
}

void gaussians(double* terms, std::size_t n, const Places& samples, const double* x, double factor) {
  if (samples.is_round) return some_gaussians<true>(terms, n, samples, x, factor);
  some_gaussians<false>(terms, n, samples, x, factor);
}

constexpr TermLoops kLoops{gaussians, add_half_squares, largest, sum_exponentials, sum};

}  // namespace
// NOLINTEND(cert-dcl59-cpp,misc-definitions-in-headers)
}  // namespace parzen
