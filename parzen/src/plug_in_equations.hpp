#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>

namespace parzen {

/// Distances between pairs of different samples: counts[i] of them are i * step apart.
struct BinnedPairs {
  std::span<const double> counts;
  double step;
};

/// Gives Σ_{i<j} g(((x_i - x_j)/h)²) over the samples it was made of.
using PairSum = std::function<double(double h, const std::function<double(double)>& g)>;

[[nodiscard]] PairSum sum_over(BinnedPairs pairs);
/// Over all pairs of samples of one dimension, sorted.
[[nodiscard]] PairSum sum_over(std::span<const double> sorted);

/// The width at which Sheather and Jones' equation holds, to the last bits; empty if there is none.
[[nodiscard]] std::optional<double> solve_the_equation(std::size_t n, double scale, const PairSum& sum);
/// Their direct plug-in width.
[[nodiscard]] std::optional<double> direct_plug_in(std::size_t n, double scale, const PairSum& sum);

/// t - ξ γ^[7](t) of Botev, Grotowski and Kroese, for N samples: the squares of the frequencies and of half the cosine
/// coefficients. The root t is the square of the width, where the range is 1.
[[nodiscard]] double fixed_point(double t, double n, std::span<const double> squared_frequencies,
                                 std::span<const double> squared_coefficients);

}  // namespace parzen
