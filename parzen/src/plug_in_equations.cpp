#include "plug_in_equations.hpp"

#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace parzen {
namespace {

constexpr double kPi = std::numbers::pi;

/// Beyond, exp(-D/2) is nothing beside what has been added.
constexpr double kFar = 1000;

double fourth(double d) { return std::exp(-d / 2) * (d * d - 6 * d + 3); }
double sixth(double d) { return std::exp(-d / 2) * (d * d * d - 15 * d * d + 45 * d - 15); }

struct Functionals {
  double n;
  const PairSum& sum;

  // Each sample's own term is that of D = 0: 3 and -15.
  [[nodiscard]] double phi4(double h) const {
    return (2 * sum(h, fourth) + 3 * n) / (n * (n - 1) * std::pow(h, 5) * std::sqrt(2 * kPi));
  }
  [[nodiscard]] double phi6(double h) const {
    return (2 * sum(h, sixth) - 15 * n) / (n * (n - 1) * std::pow(h, 7) * std::sqrt(2 * kPi));
  }
  [[nodiscard]] double c1() const { return 1 / (2 * std::sqrt(kPi) * n); }
  [[nodiscard]] double td(double scale) const { return -phi6(1.23 * scale * std::pow(n, -1.0 / 9)); }
};

/// A root between two places where the signs differ (Alefeld, Potra and Shi, ACM Algorithm 748); empty if they do not.
std::optional<double> root_between(const std::function<double(double)>& f, double low, double high) {
  const double at_low = f(low);
  const double at_high = f(high);
  if (!(at_low * at_high < 0)) return std::nullopt;
  std::uintmax_t most_steps = 100;
  const auto [left, right] = boost::math::tools::toms748_solve(
      f, low, high, at_low, at_high, boost::math::tools::eps_tolerance<double>(50), most_steps);
  return left + (right - left) / 2;
}

}  // namespace

PairSum sum_over(BinnedPairs pairs) {
  return [pairs](double h, const std::function<double(double)>& g) {
    double total = 0;
    for (std::size_t i = 0; i < pairs.counts.size(); ++i) {
      const double u = static_cast<double>(i) * pairs.step / h;
      if (u * u >= kFar) break;
      total += g(u * u) * pairs.counts[i];
    }
    return total;
  };
}

PairSum sum_over(std::span<const double> sorted) {
  return [sorted](double h, const std::function<double(double)>& g) {
    double total = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      for (std::size_t j = i + 1; j < sorted.size(); ++j) {
        const double u = (sorted[j] - sorted[i]) / h;
        if (u * u >= kFar) break;
        total += g(u * u);
      }
    }
    return total;
  };
}

std::optional<double> solve_the_equation(std::size_t n, double scale, const PairSum& sum) {
  const Functionals f{static_cast<double>(n), sum};
  const double td = f.td(scale);
  const double phi = f.phi4(1.24 * scale * std::pow(f.n, -1.0 / 7));
  if (!(td > 0) || !(phi > 0)) return std::nullopt;
  const double alpha = 1.357 * std::pow(phi / td, 1.0 / 7);
  const auto equation = [&](double h) { return std::pow(f.c1() / f.phi4(alpha * std::pow(h, 5.0 / 7)), 0.2) - h; };
  // R's interval, widened as R does while it holds no root.
  double high = 1.144 * scale * std::pow(f.n, -0.2);
  double low = 0.1 * high;
  for (int tries = 0; tries < 99; ++tries) {
    if (const auto root = root_between(equation, low, high)) return root;
    high *= 1.2;
    low /= 1.2;
  }
  return std::nullopt;
}

std::optional<double> direct_plug_in(std::size_t n, double scale, const PairSum& sum) {
  const Functionals f{static_cast<double>(n), sum};
  const double td = f.td(scale);
  if (!(td > 0)) return std::nullopt;
  const double h = std::pow(f.c1() / f.phi4(std::pow(2.394 / (f.n * td), 1.0 / 7)), 0.2);
  return std::isfinite(h) ? std::optional{h} : std::nullopt;
}

double fixed_point(double t, double n, std::span<const double> squared_frequencies,
                   std::span<const double> squared_coefficients) {
  // || f^(s) ||² of the density smoothed to the width √time.
  const auto norm = [&](int s, double time) {
    double total = 0;
    for (std::size_t i = 0; i < squared_frequencies.size(); ++i) {
      const double k = squared_frequencies[i];
      const double decay = -k * kPi * kPi * time;
      if (decay < -700) continue;
      total += std::pow(k, s) * squared_coefficients[i] * std::exp(decay);
    }
    return 2 * std::pow(kPi, 2 * s) * total;
  };
  double f = norm(7, t);
  for (int s = 6; s >= 2; --s) {
    double odd = 1;
    for (int k = 1; k <= 2 * s - 1; k += 2) odd *= k;
    const double c = (1 + std::pow(0.5, s + 0.5)) / 3;
    f = norm(s, std::pow(2 * c * odd / std::sqrt(2 * kPi) / n / f, 2.0 / (3 + 2 * s)));
  }
  return t - std::pow(2 * n * std::sqrt(kPi) * f, -0.4);
}

}  // namespace parzen
