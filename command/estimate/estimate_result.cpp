#include "estimate/estimate_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "counting.hpp"
#include "estimate/estimator.hpp"
#include "parzen/distribution.hpp"
#include "parzen/estimate.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::command {
namespace {

/// Terms, or values to be put in order, that keep one core busy for as long as it takes to make a pool.
constexpr double kWorthAPool = 4e6;

double work(const WeightedSamples& data, SampleView points, const Window& window) {
  const Samples& samples = data.samples;
  const auto values = static_cast<double>(samples.values().size());
  const auto q = static_cast<double>(points.size());
  if (window.kernel() != Kernel::hypercube || data.weights) return values * q;
  const bool scans = cheapest_path(samples.size(), samples.dimension(), points.size()) == CountPath::scan;
  return values * (scans ? q : 60);
}

int processes_for(const EstimateQuestion& question, SampleView points) {
  if (question.processes) return *question.processes;
  const double times = 1 + static_cast<double>(question.bootstrap.replicates);
  const bool is_little = times * work(question.data, points, question.window) < kWorthAPool;
  return is_little ? 1 : static_cast<int>(polyproc::cpu_count());
}

/// Counts say how sure they are, but not those of weights, nor those in which a sample may count twice.
bool has_counts(const EstimateQuestion& question) {
  return question.window.kernel() == Kernel::hypercube && !question.data.weights && question.domain.is_everything();
}

PointEstimate row_of(const EstimateQuestion& question, const Estimator& estimator, const BoundedSum& bounded) {
  PointEstimate row{estimator.density(bounded.sum), estimator.log_density(bounded.sum)};
  if (has_counts(question)) row.count = bounded.sum.sum;
  if (bounded.most_error > 0) row.most_error = estimator.density({0, bounded.most_error});
  return row;
}

std::vector<PointEstimate> rows_of(const EstimateQuestion& question, Estimator& estimator, SampleView points,
                                   const std::vector<BoundedSum>& sums) {
  std::vector<PointEstimate> rows;
  rows.reserve(sums.size());
  for (const BoundedSum& sum : sums) rows.push_back(row_of(question, estimator, sum));
  if (question.bootstrap.replicates == 0) return rows;
  const std::vector<Interval> limits = estimator.limits(points, question.bootstrap);
  for (std::size_t q = 0; q < rows.size(); ++q) rows[q].limits = limits[q];
  return rows;
}

Distribution distribution_of(const EstimateQuestion& question) {
  const auto weights = question.data.weights ? question.data.weights->values() : std::span<const double>{};
  return {question.data.samples, weights, question.window, question.domain};
}

std::string tree_sentence(const std::vector<BoundedSum>& sums, std::size_t n, const std::string& by) {
  double seen = 0;
  for (const BoundedSum& sum : sums) seen += static_cast<double>(sum.terms_seen);
  return fmt::format(
      "tree: {} samples in boxes, {}; per point {:.0f} of them one by one on average, of the others by the "
      "box what cannot matter",
      n, by, seen / static_cast<double>(sums.size()));
}

std::string path_sentence(const EstimateQuestion& question, const Estimator& estimator,
                          const std::vector<BoundedSum>& points, int processes) {
  const WeightedSamples& data = question.data;
  const Samples& samples = data.samples;
  const Window& window = question.window;
  const std::string by = processes == 1 ? "in this process" : fmt::format("by {} processes", processes);
  if (estimator.takes_tree(points.size(), question.tolerance)) return tree_sentence(points, samples.size(), by);
  if (window.kernel() != Kernel::hypercube) {
    return fmt::format("sum: every one of {} samples at each of {} points, {}, without tolerance", samples.size(),
                       points.size(), by);
  }
  if (data.weights) {
    return fmt::format("weights: those of {} samples, compared with each of {} points, are added exactly, {}",
                       samples.size(), points.size(), by);
  }
  switch (cheapest_path(samples.size(), samples.dimension(), points.size())) {
    case CountPath::scan:
      return fmt::format("scan: every sample is compared, {}; {} points of dimension {} are not worth an index", by,
                         points.size(), samples.dimension());
    case CountPath::sorted:
      return fmt::format("sorted: {} samples put in order, {}, then two searches per point", samples.size(), by);
    case CountPath::slabs:
      break;
  }
  return fmt::format("slabs: {} samples put into cells, {}; per point, cells inside are counted whole", samples.size(),
                     by);
}

}  // namespace

Interval limits_of(const Estimate& estimate, double count) {
  const double low = clopper_pearson(static_cast<std::uint64_t>(std::floor(count)), estimate.samples).low;
  const double high = clopper_pearson(static_cast<std::uint64_t>(std::ceil(count)), estimate.samples).high;
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

Estimate make_estimate(const EstimateQuestion& question, Samples points) {
  const WeightedSamples& data = question.data;
  const int workers = processes_for(question, points);
  Estimator estimator{data, question.window, question.domain, workers};
  const std::vector<BoundedSum> sums = estimator.sums(points, question.tolerance);
  std::vector<PointEstimate> rows = rows_of(question, estimator, points, sums);
  if (question.share == ShareColumn::yes) {
    const Distribution distribution = distribution_of(question);
    for (std::size_t q = 0; q < rows.size(); ++q) rows[q].share = distribution.at(points.row(q)[0]);
  }
  return {.points = std::move(points),
          .samples = data.samples.size(),
          .effective_samples = data.weights ? std::optional{data.weights->effective_size()} : std::nullopt,
          .window = question.window,
          .domain = question.domain,
          .bootstrap = question.bootstrap,
          .processes = workers,
          .rows = std::move(rows),
          .path = path_sentence(question, estimator, sums, workers),
          .tolerance = question.tolerance};
}

Samples quantile_points(const EstimateQuestion& question, const std::vector<double>& probabilities) {
  const Distribution distribution = distribution_of(question);
  std::vector<double> points;
  for (const double p : probabilities) points.push_back(distribution.quantile(p));
  return {std::move(points), 1};
}

Estimate estimate_from(const parallel::FileCounts& counted, Samples points, const Window& window, int processes) {
  std::vector<PointEstimate> rows;
  rows.reserve(counted.counts.size());
  for (const std::uint64_t count : counted.counts) {
    const ScaledSum sum{0, static_cast<double>(count)};
    rows.push_back({.density = density(sum, counted.rows, window, points.dimension()),
                    .log_density = log_density(sum, counted.rows, window, points.dimension()),
                    .count = sum.sum});
  }
  return {.points = std::move(points),
          .samples = counted.rows,
          .effective_samples = {},
          .window = window,
          .domain = {},
          .bootstrap = {},
          .processes = processes,
          .rows = std::move(rows),
          .path = counting_sentence(counted.rows, processes),
          .dropped = counted.dropped};
}

}  // namespace parzen::command
