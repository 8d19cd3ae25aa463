#pragma once

// Included by one source per kind of CPU. Everything here is local to it: a function that the linker could share would
// be that of any one kind.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#ifdef __AVX512F__
#include <immintrin.h>
#endif

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

/// What `finish` makes of the squared distances to x.
template <std::size_t d, bool is_round, class Finish>
void each_distance(double* results, std::size_t n, const Places& samples, const double* x, Finish finish) {
  // Copied: the compiler cannot know that writing the results leaves them as they are.
  std::array<double, d> at;
  std::array<double, d> shapes;
  std::array<const double*, d> columns;
  for (std::size_t j = 0; j < d; ++j) {
    at[j] = x[j];
    shapes[j] = samples.shapes[j];
    columns[j] = samples.columns + j * samples.stride;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double first = at[0] - columns[0][i];
    double t = first * first;
    for (std::size_t j = 1; j < d; ++j) {
      const double difference = at[j] - columns[j][i];
      t = fused(is_round ? difference : difference * shapes[j], difference, t);
    }
    results[i] = finish(t);
  }
}

template <class Finish>
void each_distance_of_many(double* results, std::size_t n, const Places& samples, const double* x, Finish finish) {
  for (std::size_t i = 0; i < n; ++i) results[i] = 0;
  for (std::size_t j = 0; j < samples.dimension; ++j) {
    const double* column = samples.columns + j * samples.stride;
    const double at = x[j];
    const double shape = samples.shapes[j];
    for (std::size_t i = 0; i < n; ++i) {
      const double difference = at - column[i];
      results[i] = fused(difference * shape, difference, results[i]);
    }
  }
  for (std::size_t i = 0; i < n; ++i) results[i] = finish(results[i]);
}

template <class Finish>
void dispatch_distance(double* results, std::size_t n, const Places& samples, const double* x, Finish finish) {
  switch (samples.dimension * 2 + (samples.is_round ? 1 : 0)) {
    case 2:
    case 3:
      return each_distance<1, true>(results, n, samples, x, finish);
    case 4:
      return each_distance<2, false>(results, n, samples, x, finish);
    case 5:
      return each_distance<2, true>(results, n, samples, x, finish);
    case 6:
      return each_distance<3, false>(results, n, samples, x, finish);
    case 7:
      return each_distance<3, true>(results, n, samples, x, finish);
    default:
      return each_distance_of_many(results, n, samples, x, finish);
  }
}

void gaussians(double* terms, std::size_t n, const Places& samples, const double* x, double factor) {
  const double farthest = -1020 / factor;  // t may be infinite
  dispatch_distance(terms, n, samples, x,
                    [farthest, factor](double t) { return exp2_of_product(t > farthest ? farthest : t, factor); });
}

void squared_distances(double* distances, std::size_t n, const Places& samples, const double* x) {
  dispatch_distance(distances, n, samples, x, [](double t) { return t; });
}

void add_powers(double* moments, const DistanceBins& bins, const double* distances, std::size_t n, double factor) {
  constexpr std::size_t kAtOnce = 256;
  std::array<double, kAtOnce> from_middle;
  std::array<std::uint64_t, kAtOnce> bin;
  for (; n > 0; distances += std::min(n, kAtOnce), n -= std::min(n, kAtOnce)) {
    const std::size_t some = std::min(n, kAtOnce);
    const double most = bins.most;
    for (std::size_t i = 0; i < some; ++i) {
      const double shifted = fused(distances[i], factor, DistanceBins::kShift);
      const double held = shifted > most ? most : shifted;
      from_middle[i] = held - DistanceBins::middle(held);
      bin[i] = DistanceBins::bin(held);
    }
    for (std::size_t i = 0; i < some; ++i) {
      double* m = moments + DistanceBins::kPowers * bin[i];
      const double p = from_middle[i];
      const double p2 = p * p;
      const double p4 = p2 * p2;
      const std::array<double, DistanceBins::kPowers> powers{1, p, p2, p * p2, p4, p4 * p, p4 * p2, p4 * (p * p2)};
      for (std::size_t k = 0; k < DistanceBins::kPowers; ++k) m[k] += powers[k];
    }
  }
}

double sum_series(double* terms, const double* series, std::size_t n, double factor) {
  std::array<const double*, DistanceBins::kPowers> c;
  for (std::size_t k = 0; k < c.size(); ++k) c[k] = series + (k + 1) * n;
  for (std::size_t i = 0; i < n; ++i) {
    double p = c[7][i];
    for (std::size_t k = 7; k-- > 0;) p = p * factor + c[k][i];
    terms[i] = exp_of_negative(-factor * series[i]) * p;
  }
  return sum(terms, n);
}

template <std::size_t d>
void unrolled_chebyshev(double* distances, std::size_t n, const double* rows, const double* x) {
  std::array<double, d> centre;
  for (std::size_t j = 0; j < d; ++j) centre[j] = x[j];
  for (std::size_t i = 0; i < n; ++i) {
    double largest = std::fabs(centre[0] - rows[i * d]);
    for (std::size_t j = 1; j < d; ++j) {
      const double distance = std::fabs(centre[j] - rows[i * d + j]);
      largest = largest < distance ? distance : largest;
    }
    distances[i] = largest;
  }
}

void chebyshev(double* distances, std::size_t n, const double* rows, std::size_t d, const double* x) {
  if (d == 1) return unrolled_chebyshev<1>(distances, n, rows, x);
  if (d == 2) return unrolled_chebyshev<2>(distances, n, rows, x);
  unrolled_chebyshev<3>(distances, n, rows, x);
}

Sifted sift(double* between, const double* distances, std::size_t n, double low, double high) {
  Sifted sifted{0, 0};
  std::size_t i = 0;
#ifdef __AVX512F__
  // No compiler finds the instruction that moves the wanted lanes of a vector together.
  const __m512d least = _mm512_set1_pd(low);
  const __m512d most = _mm512_set1_pd(high);
  for (; i + 8 <= n; i += 8) {
    const __m512d some = _mm512_loadu_pd(distances + i);
    const auto below = static_cast<unsigned>(_mm512_cmp_pd_mask(some, least, _CMP_LE_OQ));
    const auto held = static_cast<unsigned>(_mm512_cmp_pd_mask(some, most, _CMP_LE_OQ));
    const unsigned wanted = held & ~below;
    _mm512_storeu_pd(between + sifted.kept, _mm512_maskz_compress_pd(static_cast<__mmask8>(wanted), some));
    sifted.kept += static_cast<std::size_t>(std::popcount(wanted));
    sifted.below += static_cast<std::uint64_t>(std::popcount(below));
  }
#endif
  // No branch: which side a distance is on is as good as random to a branch predictor.
  for (; i < n; ++i) {
    between[sifted.kept] = distances[i];
    sifted.kept += static_cast<std::size_t>((distances[i] > low) & (distances[i] <= high));
    sifted.below += static_cast<std::uint64_t>(distances[i] <= low);
  }
  return sifted;
}

constexpr TermLoops kLoops{chebyshev,        sift,       gaussians,        squared_distances,
                           add_powers,       sum_series, add_half_squares, largest,
                           sum_exponentials, sum};

}  // namespace
// NOLINTEND(cert-dcl59-cpp,misc-definitions-in-headers)
}  // namespace parzen
