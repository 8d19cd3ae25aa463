#include "parzen/plug_in.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <stdexcept>
#include <vector>

#include "parzen/spread.hpp"
#include "plug_in_equations.hpp"

namespace parzen {
namespace {

constexpr std::size_t kMostExact = 2000;
constexpr std::size_t kBins = 16'384;

std::vector<double> sorted_column(SampleView samples) {
  if (samples.dimension() != 1) {
    throw std::invalid_argument{fmt::format("the samples have dimension {}, expected 1", samples.dimension())};
  }
  std::vector<double> sorted{samples.values().begin(), samples.values().end()};
  std::ranges::sort(sorted);
  if (sorted.front() < sorted.back()) return sorted;
  throw std::invalid_argument{"column 1 has no spread, expected two or more different numbers to choose a width by"};
}

/// Samples per bin over [low, high], both included.
std::vector<double> histogram(const std::vector<double>& values, double low, double high, std::size_t bins) {
  std::vector<double> counts(bins, 0);
  for (const double value : values) {
    const double place = (value - low) / (high - low) * static_cast<double>(bins);
    ++counts[std::min(static_cast<std::size_t>(place), bins - 1)];
  }
  return counts;
}

/// Pairs of samples by the distance of their bins.
std::vector<double> pairs_of(const std::vector<double>& bins) {
  std::vector<double> pairs(bins.size(), 0);
  for (std::size_t a = 0; a < bins.size(); ++a) {
    if (bins[a] == 0) continue;
    pairs[0] += bins[a] * (bins[a] - 1) / 2;
    for (std::size_t b = a + 1; b < bins.size(); ++b) pairs[b - a] += bins[a] * bins[b];
  }
  return pairs;
}

template <class Rule>
Bandwidth by_rule(SampleView samples, Rule rule) {
  const std::vector<double> sorted = sorted_column(samples);
  const double scale = robust_scale(spread_of(samples, 0));
  std::optional<double> h;
  if (sorted.size() <= kMostExact) {
    h = rule(sorted.size(), scale, sum_over(sorted));
  } else {
    const std::vector<double> pairs = pairs_of(histogram(sorted, sorted.front(), sorted.back(), kBins));
    h = rule(sorted.size(), scale, sum_over({pairs, (sorted.back() - sorted.front()) / static_cast<double>(kBins)}));
  }
  if (h) return Bandwidth{*h};
  throw std::invalid_argument{"Sheather and Jones' equation has no solution for these samples; use another method"};
}

/// Squares of half the coefficients 1, 2, … of the discrete cosine transform. Empty bins cost nothing; the cosines come
/// from a table of one period.
std::vector<double> squared_coefficients(const std::vector<double>& bins, double n) {
  if (bins.empty()) return {};
  const std::size_t period = 4 * bins.size();
  std::vector<double> cosine(period);
  for (std::size_t i = 0; i < period; ++i) {
    cosine[i] = std::cos(2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(period));
  }
  std::vector<double> sums(bins.size(), 0);
  for (std::size_t i = 0; i < bins.size(); ++i) {
    if (bins[i] == 0) continue;
    std::size_t place = 0;
    for (std::size_t k = 0; k < sums.size(); ++k) {
      sums[k] += bins[i] / n * cosine[place];
      // NOLINTNEXTLINE(clang-analyzer-core.DivideZero): there are bins, so there is a period
      place = (place + 2 * i + 1) % period;
    }
  }
  std::vector<double> squares;
  for (std::size_t k = 1; k < sums.size(); ++k) squares.push_back(sums[k] * sums[k]);
  return squares;
}

/// The smallest root, looked for in intervals that grow: further ones are not the fixed point that is meant.
std::optional<double> smallest_root(double n, const std::vector<double>& frequencies,
                                    const std::vector<double>& squares) {
  const auto f = [&](double t) { return fixed_point(t, n, frequencies, squares); };
  double low = 0;
  const double held = std::clamp(n, 50.0, 1050.0);
  double high = 1e-12 + 0.01 * (held - 50) / 1000;
  while (!(f(high) > 0)) {
    low = high;
    high *= 2;
    if (high > 0.1) return std::nullopt;
  }
  for (int step = 0; step < 200 && high - low > 1e-14 * high; ++step) {
    const double middle = low + (high - low) / 2;
    (f(middle) > 0 ? high : low) = middle;
  }
  return high;
}

}  // namespace

Bandwidth sheather_jones(SampleView samples) { return by_rule(samples, solve_the_equation); }
Bandwidth sheather_jones_direct(SampleView samples) { return by_rule(samples, direct_plug_in); }

Bandwidth improved_sheather_jones(SampleView samples) {
  std::vector<double> sorted = sorted_column(samples);
  const double margin = (sorted.back() - sorted.front()) / 10;
  const double low = sorted.front() - margin;
  const double range = sorted.back() + margin - low;
  const auto bins = histogram(sorted, low, low + range, kBins);
  const auto squares = squared_coefficients(bins, static_cast<double>(sorted.size()));
  std::vector<double> frequencies;
  for (std::size_t k = 1; k <= squares.size(); ++k)
    frequencies.push_back(static_cast<double>(k) * static_cast<double>(k));
  sorted.erase(std::ranges::unique(sorted).begin(), sorted.end());
  const auto root = smallest_root(static_cast<double>(sorted.size()), frequencies, squares);
  if (root) return Bandwidth{std::sqrt(*root) * range};
  throw std::invalid_argument{
      "the improved Sheather-Jones equation has no solution for these samples; use another method"};
}

}  // namespace parzen
