#include "distance_moments.hpp"

#include <cmath>

namespace parzen {
namespace {

// exp(-b s) is no normal double beyond.
constexpr double kFarthestExponent = 750;

/// The middles of the bins that are not empty, then the terms of their series: (-1)^k / k! times the power sums.
struct Series {
  std::vector<double> values;
  std::size_t bins = 0;
};

Series series_of(std::span<const double> moments) {
  constexpr std::size_t kPowers = DistanceBins::kPowers;
  constexpr unsigned kRest = 52 - DistanceBins::kBits;
  std::vector<std::size_t> taken;
  for (std::size_t b = 0; b < moments.size() / kPowers; ++b) {
    if (moments[b * kPowers] > 0) taken.push_back(b);
  }
  const std::size_t n = taken.size();
  std::vector<double> values((kPowers + 1) * n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t from = std::bit_cast<std::uint64_t>(DistanceBins::kShift) + (std::uint64_t{taken[i]} << kRest);
    values[i] = DistanceBins::middle(std::bit_cast<double>(from)) - DistanceBins::kShift;
    double factor = 1;
    for (std::size_t k = 0; k < kPowers; ++k) {
      values[(k + 1) * n + i] = factor * moments[taken[i] * kPowers + k];
      factor /= -static_cast<double>(k + 1);
    }
  }
  return {std::move(values), n};
}

}  // namespace

DistanceMoments::DistanceMoments(double least) : bins_{std::exp2(std::ceil(std::log2(kFarthestExponent / least)))} {
  moments_.assign(DistanceBins::kPowers * (DistanceBins::bin(bins_.most) + 1), 0);
}

void DistanceMoments::add(std::span<const double> distances, double scale) noexcept {
  term_loops().add_powers(moments_.data(), bins_, distances.data(), distances.size(), scale);
}

std::vector<double> DistanceMoments::sums(std::span<const double> factors) const {
  const Series series = series_of(std::span{moments_}.first(moments_.size() - DistanceBins::kPowers));
  std::vector<double> terms(series.bins);
  std::vector<double> sums;
  for (const double factor : factors) {
    sums.push_back(term_loops().sum_series(terms.data(), series.values.data(), series.bins, factor));
  }
  return sums;
}

}  // namespace parzen
