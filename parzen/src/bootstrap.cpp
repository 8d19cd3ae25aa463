#include "parzen/bootstrap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <stdexcept>

#include "checks.hpp"
#include "density.hpp"
#include "exact_sum.hpp"
#include "parzen/weighted_estimate.hpp"

namespace parzen {
namespace {

std::mt19937_64 stream(std::uint64_t seed, std::uint64_t replicate) {
  constexpr std::uint64_t kLow = 0xffff'ffff;
  std::seed_seq words{seed & kLow, seed >> 32U, replicate & kLow, replicate >> 32U};
  return std::mt19937_64{words};
}

/// A whole number below n. Of 2^64 numbers some come up n/2^64 more often, which nobody sees; unlike the standard's
/// distributions it is the same everywhere.
std::size_t below(std::size_t n, std::mt19937_64& random) {
  return static_cast<std::size_t>((static_cast<Fixed>(random()) * n) >> 64U);
}

std::vector<double> resampled_weights(SampleView samples, std::span<const double> weights, std::uint64_t seed,
                                      std::uint64_t replicate) {
  std::vector<double> drawn = resampled(samples.size(), seed, replicate);
  for (std::size_t i = 0; i < weights.size(); ++i) drawn[i] *= weights[i];
  return drawn;
}

double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(place), sorted.size() - 2);
  const double part = place - static_cast<double>(below);
  if (part == 0 || sorted[below] == sorted[below + 1]) return sorted[below];  // also where they are infinite
  return sorted[below] + part * (sorted[below + 1] - sorted[below]);
}

}  // namespace

std::vector<double> resampled(std::size_t n, std::uint64_t seed, std::uint64_t replicate) {
  std::mt19937_64 random = stream(seed, replicate);
  std::vector<double> times(n, 0);
  for (std::size_t i = 0; i < n; ++i) ++times[below(n, random)];
  return times;
}

std::vector<double> bootstrap_densities(SampleView samples, std::span<const double> weights, const PointImages& images,
                                        const Window& window, std::uint64_t seed, std::uint64_t replicate) {
  if (!weights.empty()) check_weights(samples, weights);
  const std::vector<double> drawn = resampled_weights(samples, weights, seed, replicate);
  const double total = exact_total(drawn);
  std::vector<double> densities(images.first.size() - 1, 0);
  if (images.values.empty() || total == 0) return densities;  // outside of bounds, or only samples of weight 0 drawn
  const std::size_t d = samples.dimension();
  const auto sums = images.fold(kernel_sums(samples, drawn, SampleView{images.values, d}, window));
  for (std::size_t q = 0; q < sums.size(); ++q) densities[q] = density_of(sums[q], total, window, d);
  return densities;
}

std::vector<Interval> percentile_limits(std::span<const std::vector<double>> replicates, double level) {
  if (!(0 < level && level < 1) || replicates.size() < 2) {
    throw std::invalid_argument{
        fmt::format("level {} of {} replicates, expected one between 0 and 1, of 2 or more", level, replicates.size())};
  }
  std::vector<Interval> limits;
  std::vector<double> sorted(replicates.size());
  for (std::size_t q = 0; q < replicates[0].size(); ++q) {
    for (std::size_t b = 0; b < replicates.size(); ++b) sorted[b] = replicates[b].at(q);
    std::ranges::sort(sorted);
    limits.push_back({quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2)});
  }
  return limits;
}

}  // namespace parzen
