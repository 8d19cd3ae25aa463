#include "estimate/estimate_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "counting.hpp"
#include "parallel/bounded_sums.hpp"
#include "parallel/estimate.hpp"
#include "parzen/estimate.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::command {
namespace {

/// Terms, or values to be put in order, that keep one core busy for as long as it takes to make a pool.
constexpr double kWorthAPool = 4e6;

double work(SampleView samples, SampleView points, const Window& window) {
  const auto values = static_cast<double>(samples.values().size());
  const auto q = static_cast<double>(points.size());
  if (window.kernel() != Kernel::hypercube) return values * q;
  const bool scans = cheapest_path(samples.size(), samples.dimension(), points.size()) == CountPath::scan;
  return values * (scans ? q : 60);
}

int processes_for(SampleView samples, SampleView points, const Window& window, std::optional<int> asked) {
  if (asked) return *asked;
  return work(samples, points, window) < kWorthAPool ? 1 : static_cast<int>(polyproc::cpu_count());
}

std::vector<BoundedSum> without_error(const std::vector<ScaledSum>& sums, std::size_t n) {
  std::vector<BoundedSum> bounded;
  for (const ScaledSum sum : sums) bounded.push_back({sum, 0, n});
  return bounded;
}

std::vector<BoundedSum> sums_by_tree(SampleView samples, SampleView points, const Window& window, Tolerance tolerance,
                                     int processes) {
  const SampleTree tree{samples, window};
  if (processes == 1) return bounded_kernel_sums(tree.view(), points, window, tolerance);
  polyproc::Pool pool{processes};
  return parallel::bounded_kernel_sums(pool, tree.view(), points, window, tolerance);
}

std::vector<BoundedSum> sums(SampleView samples, SampleView points, const Window& window, Tolerance tolerance,
                             int processes) {
  if (is_tree_worth_it(samples.size(), points.size(), window.kernel(), tolerance)) {
    return sums_by_tree(samples, points, window, tolerance, processes);
  }
  if (processes == 1) return without_error(kernel_sums(samples, points, window), samples.size());
  polyproc::Pool pool{processes};
  return without_error(parallel::kernel_sums(pool, parallel::share(samples), points, window), samples.size());
}

PointEstimate estimate_of(const BoundedSum& bounded, std::size_t n, const Window& window, std::size_t dimension) {
  const ScaledSum sum = bounded.sum;
  PointEstimate row{density(sum, n, window, dimension), log_density(sum, n, window, dimension)};
  if (window.kernel() == Kernel::hypercube) row.count = static_cast<std::uint64_t>(sum.sum);
  if (bounded.most_error > 0) row.most_error = density({0, bounded.most_error}, n, window, dimension);
  return row;
}

std::string tree_sentence(const std::vector<BoundedSum>& sums, std::size_t n, const std::string& by) {
  double seen = 0;
  for (const BoundedSum& sum : sums) seen += static_cast<double>(sum.terms_seen);
  return fmt::format(
      "tree: {} samples in boxes, {}; per point {:.0f} of them one by one on average, of the others by the "
      "box what cannot matter",
      n, by, seen / static_cast<double>(sums.size()));
}

std::string path_sentence(SampleView samples, const std::vector<BoundedSum>& sums, const Window& window,
                          Tolerance tolerance, int processes) {
  const std::string by = processes == 1 ? "in this process" : fmt::format("by {} processes", processes);
  if (is_tree_worth_it(samples.size(), sums.size(), window.kernel(), tolerance)) {
    return tree_sentence(sums, samples.size(), by);
  }
  if (window.kernel() != Kernel::hypercube) {
    return fmt::format("sum: every one of {} samples at each of {} points, {}, without tolerance", samples.size(),
                       sums.size(), by);
  }
  switch (cheapest_path(samples.size(), samples.dimension(), sums.size())) {
    case CountPath::scan:
      return fmt::format("scan: every sample is compared, {}; {} points of dimension {} are not worth an index", by,
                         sums.size(), samples.dimension());
    case CountPath::sorted:
      return fmt::format("sorted: {} samples put in order, {}, then two searches per point", samples.size(), by);
    case CountPath::slabs:
      break;
  }
  return fmt::format("slabs: {} samples put into cells, {}; per point, cells inside are counted whole", samples.size(),
                     by);
}

}  // namespace

Interval limits_of(const Estimate& estimate, std::uint64_t count) {
  const auto [low, high] = clopper_pearson(count, estimate.samples);
  const double height = std::exp(estimate.window.log_height(estimate.points.dimension()));
  return {low == 0 ? 0 : low * height, high * height};
}

double relative_error(const Estimate& estimate) {
  double most = 0;
  for (const PointEstimate& row : estimate.rows) {
    if (row.most_error > 0) most = std::max(most, row.most_error / (row.density - row.most_error));
  }
  return most;
}

Estimate make_estimate(SampleView samples, Samples points, const Window& window, std::optional<int> processes,
                       Tolerance tolerance) {
  const int workers = processes_for(samples, points, window, processes);
  const std::vector<BoundedSum> found = sums(samples, points, window, tolerance, workers);
  std::vector<PointEstimate> rows;
  rows.reserve(found.size());
  for (const BoundedSum& sum : found) rows.push_back(estimate_of(sum, samples.size(), window, samples.dimension()));
  return {.points = std::move(points),
          .samples = samples.size(),
          .window = window,
          .processes = workers,
          .rows = std::move(rows),
          .path = path_sentence(samples, found, window, tolerance, workers),
          .tolerance = tolerance};
}

Estimate estimate_from(const parallel::FileCounts& counted, Samples points, const Window& window, int processes) {
  std::vector<PointEstimate> rows;
  for (const std::uint64_t count : counted.counts) {
    const BoundedSum exact{.sum = {0, static_cast<double>(count)}, .most_error = 0, .terms_seen = counted.rows};
    rows.push_back(estimate_of(exact, counted.rows, window, points.dimension()));
  }
  return {.points = std::move(points),
          .samples = counted.rows,
          .window = window,
          .processes = processes,
          .rows = std::move(rows),
          .path = counting_sentence(counted.rows, processes),
          .dropped = counted.dropped};
}

}  // namespace parzen::command
