#include "estimate/estimate_result.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

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

std::vector<ScaledSum> sums(SampleView samples, SampleView points, const Window& window, int processes) {
  if (processes == 1) return kernel_sums(samples, points, window);
  polyproc::Pool pool{processes};
  return parallel::kernel_sums(pool, parallel::share(samples), points, window);
}

PointEstimate estimate_of(ScaledSum sum, std::size_t n, const Window& window, std::size_t dimension) {
  PointEstimate row{density(sum, n, window, dimension), log_density(sum, n, window, dimension)};
  if (window.kernel() == Kernel::hypercube) row.count = static_cast<std::uint64_t>(sum.sum);
  return row;
}

std::string path_sentence(SampleView samples, SampleView points, const Window& window, int processes) {
  const std::string by = processes == 1 ? "in this process" : fmt::format("by {} processes", processes);
  if (window.kernel() != Kernel::hypercube) {
    return fmt::format("sum: every one of {} samples at each of {} points, {}, without tolerance", samples.size(),
                       points.size(), by);
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

Interval limits_of(const Estimate& estimate, std::uint64_t count) {
  const auto [low, high] = clopper_pearson(count, estimate.samples);
  const double height = std::exp(estimate.window.log_height(estimate.points.dimension()));
  return {low == 0 ? 0 : low * height, high * height};
}

Estimate make_estimate(SampleView samples, Samples points, const Window& window, std::optional<int> processes) {
  const int workers = processes_for(samples, points, window, processes);
  std::vector<PointEstimate> rows;
  for (const ScaledSum sum : sums(samples, points, window, workers)) {
    rows.push_back(estimate_of(sum, samples.size(), window, samples.dimension()));
  }
  std::string path = path_sentence(samples, points, window, workers);
  return {.points = std::move(points),
          .samples = samples.size(),
          .window = window,
          .processes = workers,
          .rows = std::move(rows),
          .path = std::move(path)};
}

}  // namespace parzen::command
