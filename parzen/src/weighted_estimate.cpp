#include "parzen/weighted_estimate.hpp"

#include <algorithm>
#include <numeric>

#include "box.hpp"
#include "checks.hpp"
#include "density.hpp"
#include "difference_array.hpp"
#include "exact_sum.hpp"
#include "grid_terms.hpp"
#include "half_border.hpp"
#include "kernel_terms.hpp"

namespace parzen {
namespace {

double scan(SampleView samples, std::span<const Fixed> weights, std::span<const Interval> box,
            const ExactSum& exact) noexcept {
  Fixed sum = 0;
  const double* sample = samples.values().data();
  for (const Fixed weight : weights) {
    if (is_inside(sample, box)) sum += weight;
    sample += box.size();
  }
  return exact.rounded(sum);
}

/// Samples of one dimension in ascending order, with the sum of the weights before each.
struct RunningTotals {
  std::vector<double> sorted;
  std::vector<Fixed> before;

  RunningTotals(SampleView samples, std::span<const Fixed> weights) {
    std::vector<std::size_t> order(samples.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return samples.values()[i]; });
    before.push_back(0);
    for (const std::size_t i : order) {
      sorted.push_back(samples.values()[i]);
      before.push_back(before.back() + weights[i]);
    }
  }

  [[nodiscard]] Fixed within(Interval side) const {
    const auto first = std::ranges::lower_bound(sorted, side.low) - sorted.begin();
    const auto last = std::ranges::upper_bound(sorted, side.high) - sorted.begin();
    return last > first ? before[static_cast<std::size_t>(last)] - before[static_cast<std::size_t>(first)] : 0;
  }
};

std::vector<double> weights_by_sorting(SampleView samples, std::span<const Fixed> weights, SampleView points,
                                       const Window& window, const ExactSum& exact) {
  const RunningTotals totals{samples, weights};
  std::vector<double> sums;
  for (std::size_t q = 0; q < points.size(); ++q) {
    sums.push_back(exact.rounded(totals.within(box_around(points.row(q), window)[0])));
  }
  return sums;
}

std::vector<ScaledSum> hypercube_sums(SampleView samples, std::span<const double> weights, SampleView points,
                                      const Window& window) {
  if (window.border() == Border::half) {
    return mean_of_borders(window, [&](const Window& one) { return hypercube_sums(samples, weights, points, one); });
  }
  std::vector<ScaledSum> sums;
  for (const double sum : weights_at_points(samples, weights, points, window)) sums.push_back({0, sum});
  return sums;
}

/// The sums of one block of kSumBlockRows samples, or of what is left for the last.
std::vector<ScaledSum> block_sums(SampleView samples, std::span<const double> weights, std::size_t begin,
                                  SampleView points, const Window& window) {
  KernelTerms terms{window, samples.dimension()};
  std::vector<ScaledSum> sums(points.size(), kNoTerms);
  const std::size_t end = std::min(samples.size(), begin + kSumBlockRows);
  for (std::size_t first = begin; first < end; first += KernelTerms::kMostRows) {
    terms.load(samples, weights.subspan(first, std::min(KernelTerms::kMostRows, end - first)), first);
    for (std::size_t q = 0; q < points.size(); ++q) sums[q] = sums[q] + terms.sum(points.row(q));
  }
  return sums;
}

std::vector<double> weights_on_grid(SampleView samples, std::span<const double> weights, const Grid& grid,
                                    const Window& window) {
  if (window.border() == Border::half) {
    return mean_of_borders(window, [&](const Window& one) { return weights_on_grid(samples, weights, grid, one); });
  }
  const ExactSum exact{weights};
  DifferenceArray<Fixed> differences{grid, window};
  for (std::size_t i = 0; i < samples.size(); ++i) differences.add(samples.row(i), exact.fixed(weights[i]));
  std::vector<double> sums;
  sums.reserve(grid.size());
  for (const Fixed sum : differences.counts()) sums.push_back(exact.rounded(sum));
  return sums;
}

}  // namespace

std::vector<double> weights_at_points(SampleView samples, std::span<const double> weights, SampleView points,
                                      const Window& window) {
  check_dimensions(samples, points, window);
  check_hypercube(window);
  check_weights(samples, weights);
  const ExactSum exact{weights};
  const std::vector<Fixed> all = exact.fixed(weights);
  if (cheapest_path(samples.size(), samples.dimension(), points.size()) == CountPath::sorted) {
    return weights_by_sorting(samples, all, points, window, exact);
  }
  std::vector<double> sums;
  for (std::size_t q = 0; q < points.size(); ++q) {
    sums.push_back(scan(samples, all, box_around(points.row(q), window), exact));
  }
  return sums;
}

std::vector<ScaledSum> kernel_sums(SampleView samples, std::span<const double> weights, SampleView points,
                                   const Window& window) {
  check_dimensions(samples, points, window);
  check_weights(samples, weights);
  if (window.kernel() == Kernel::hypercube) return hypercube_sums(samples, weights, points, window);
  std::vector<ScaledSum> sums(points.size(), kNoTerms);
  for (std::size_t begin = 0; begin < samples.size(); begin += kSumBlockRows) {
    const std::vector<ScaledSum> block = block_sums(samples, weights, begin, points, window);
    for (std::size_t q = 0; q < sums.size(); ++q) sums[q] = sums[q] + block[q];
  }
  return sums;
}

std::vector<double> kernel_sums_on_grid(SampleView samples, std::span<const double> weights, const Grid& grid,
                                        const Window& window) {
  check_grid(samples, grid, window);
  check_weights(samples, weights);
  if (window.kernel() == Kernel::hypercube) return weights_on_grid(samples, weights, grid, window);
  return blockwise_sums(samples, weights, grid, window);
}

double log_density(ScaledSum sum, const Weights& weights, const Window& window, std::size_t dimension) {
  return log_density_of(sum, weights.total(), window, dimension);
}

double density(ScaledSum sum, const Weights& weights, const Window& window, std::size_t dimension) {
  return density_of(sum, weights.total(), window, dimension);
}

}  // namespace parzen
