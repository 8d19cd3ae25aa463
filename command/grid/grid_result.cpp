#include "grid/grid_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "counting.hpp"
#include "estimate/estimator.hpp"
#include "failure.hpp"
#include "parzen/binned_sums.hpp"
#include "parzen/estimate.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::command {
namespace {

/// Samples to be noted, or terms to be added, that keep one core busy for as long as it takes to make a pool.
constexpr double kWorthAPool = 2e6;

double work(const GridQuestion& question, const Grid& grid) {
  const auto n = static_cast<double>(question.data.samples.size());
  const double terms = n * static_cast<double>(grid.size());
  const double resampled = terms * static_cast<double>(question.bootstrap.replicates);
  return resampled + (question.window.kernel() == Kernel::hypercube ? 20 * n : terms / 20);
}

int processes_for(const GridQuestion& question, const Grid& grid) {
  if (question.processes) return *question.processes;
  return work(question, grid) < kWorthAPool ? 1 : static_cast<int>(polyproc::cpu_count());
}

/// The mass that each point stands for, by the trapezoidal rule: at an end of an axis that is half a cell, which
/// matters where the density goes up to a bound or begins anew.
std::vector<double> masses_of(const GridEstimate& estimate) {
  std::vector<double> masses = {1};
  for (const auto& axis : estimate.grid.axes()) {
    const double step = (axis.back() - axis.front()) / static_cast<double>(axis.size() - 1);
    std::vector<double> product;
    product.reserve(masses.size() * axis.size());
    for (const double mass : masses) {
      for (std::size_t i = 0; i < axis.size(); ++i) {
        product.push_back(mass * step * (i == 0 || i + 1 == axis.size() ? 0.5 : 1));
      }
    }
    masses = std::move(product);
  }
  for (std::size_t i = 0; i < masses.size(); ++i) masses[i] *= estimate.density[i];
  return masses;
}

/// Where the line between two points of the axis crosses the level.
double crossing(const GridEstimate& estimate, std::size_t i, double level) {
  const auto& axis = estimate.grid.axes()[0];
  const double step = estimate.density[i + 1] - estimate.density[i];
  return axis[i] + (level - estimate.density[i]) / step * (axis[i + 1] - axis[i]);
}

std::string exact_sentence(const GridQuestion& question, const Grid& grid, int processes) {
  const Window& window = question.window;
  const std::size_t n = question.data.samples.size();
  const std::string by = processes == 1 ? "in this process" : fmt::format("by {} processes", processes);
  if (window.kernel() == Kernel::hypercube) {
    return fmt::format(
        "differences: each of {} samples noted at the corners of its block of points, {}, however many "
        "points it holds",
        n, by);
  }
  if (!window.has_factors(grid.dimension())) {
    return fmt::format("sum: every one of {} samples at each of {} points, {}", n, grid.size(), by);
  }
  if (std::isfinite(kernel_support(window.kernel()))) {
    return fmt::format("near: each of {} samples added to the points within its reach, {}", n, by);
  }
  return fmt::format("products: {} samples times {} points as products of matrices, one per axis, {}", n, grid.size(),
                     by);
}

GridEstimate exact_estimate(const GridQuestion& question, Grid grid) {
  const int workers = processes_for(question, grid);
  Estimator estimator{question.data, question.window, question.domain, workers};
  std::vector<double> densities = estimator.sums(grid);
  for (double& value : densities) value = estimator.density({0, value});
  std::vector<Interval> limits;
  if (question.bootstrap.replicates > 0) {
    const std::vector<double> points = grid.points(0, grid.size());
    limits = estimator.limits(SampleView{points, grid.dimension()}, question.bootstrap);
  }
  const auto& weights = question.data.weights;
  std::string path = exact_sentence(question, grid, workers);
  return {.grid = std::move(grid),
          .samples = question.data.samples.size(),
          .effective_samples = weights ? std::optional{weights->effective_size()} : std::nullopt,
          .window = question.window,
          .domain = question.domain,
          .bootstrap = question.bootstrap,
          .processes = workers,
          .density = std::move(densities),
          .limits = std::move(limits),
          .shares = question.shares,
          .path = std::move(path)};
}

/// The most that bins have changed the density at some points.
GridError measured_error(SampleView samples, const GridEstimate& binned, double most) {
  constexpr std::size_t kPoints = 16;
  std::vector<double> some;
  std::vector<double> found;
  for (std::size_t i = 0; i < binned.grid.size(); i += binned.grid.size() / kPoints + 1) {
    const std::vector<double> point = binned.grid.point(i);
    some.insert(some.end(), point.begin(), point.end());
    found.push_back(binned.density[i]);
  }
  const auto exact = kernel_sums(samples, SampleView{some, samples.dimension()}, binned.window);
  GridError error{most, 0, found.size()};
  for (std::size_t i = 0; i < found.size(); ++i) {
    const double expected = density(exact[i], samples.size(), binned.window, samples.dimension());
    error.seen = std::max(error.seen, std::fabs(found[i] - expected));
  }
  return error;
}

GridEstimate binned_estimate(const GridQuestion& question, Grid grid) try {
  const Samples& samples = question.data.samples;
  const Window& window = question.window;
  BinnedSums binned = binned_kernel_sums(samples, grid, window);
  for (double& value : binned.sums) value = density({0, value}, samples.size(), window, samples.dimension());
  GridEstimate estimate{.grid = std::move(grid),
                        .samples = samples.size(),
                        .effective_samples = {},
                        .window = window,
                        .domain = {},
                        .bootstrap = {},
                        .processes = 1,
                        .density = std::move(binned.sums),
                        .shares = question.shares,
                        .path = fmt::format("fft: {} samples shared between bins, which are convolved with the kernel, "
                                            "as asked, in this process",
                                            samples.size())};
  const double most = density({0, binned.most_error}, samples.size(), window, samples.dimension());
  estimate.error = measured_error(samples, estimate, most);
  return estimate;
} catch (const std::invalid_argument& error) {
  throw Failure{fmt::format("--fft: {}", error.what())};
}

}  // namespace

GridEstimate make_grid_estimate(const GridQuestion& question, Grid grid) {
  if (question.method == GridMethod::fft) return binned_estimate(question, std::move(grid));
  return exact_estimate(question, std::move(grid));
}

GridEstimate grid_estimate_from(const parallel::FileCounts& counted, Grid grid, const Window& window, int processes) {
  std::vector<double> densities;
  densities.reserve(counted.counts.size());
  for (const std::uint64_t count : counted.counts) {
    densities.push_back(density({0, static_cast<double>(count)}, counted.rows, window, grid.dimension()));
  }
  return {.grid = std::move(grid),
          .samples = counted.rows,
          .effective_samples = {},
          .window = window,
          .domain = {},
          .bootstrap = {},
          .processes = processes,
          .density = std::move(densities),
          .path = counting_sentence(counted.rows, processes),
          .dropped = counted.dropped};
}

std::size_t peak(const GridEstimate& estimate) {
  return static_cast<std::size_t>(std::ranges::max_element(estimate.density) - estimate.density.begin());
}

double mass(const GridEstimate& estimate) {
  const std::vector<double> masses = masses_of(estimate);
  return std::accumulate(masses.begin(), masses.end(), 0.0);
}

std::vector<double> region_levels(const GridEstimate& estimate, const std::vector<double>& shares) {
  const std::vector<double> masses = masses_of(estimate);
  std::vector<std::size_t> sorted(masses.size());
  std::iota(sorted.begin(), sorted.end(), std::size_t{0});
  std::ranges::sort(sorted, std::greater<>{}, [&](std::size_t i) { return estimate.density[i]; });
  const double total = std::accumulate(masses.begin(), masses.end(), 0.0);
  std::vector<double> levels;
  for (const double share : shares) {
    double above = 0;
    std::size_t i = 0;
    while (i + 1 < sorted.size() && (above += masses[sorted[i]]) < share * total) ++i;
    levels.push_back(estimate.density[sorted[i]]);
  }
  return levels;
}

std::vector<Interval> region_intervals(const GridEstimate& estimate, double level) {
  const auto& axis = estimate.grid.axes()[0];
  const auto& density = estimate.density;
  std::vector<Interval> intervals;
  for (std::size_t i = 0; i < density.size(); ++i) {
    const bool was_in = i > 0 && density[i - 1] >= level;
    const bool is_in = density[i] >= level;
    if (is_in && !was_in) intervals.push_back({i == 0 ? axis[0] : crossing(estimate, i - 1, level), axis.back()});
    if (!is_in && was_in) intervals.back().high = crossing(estimate, i - 1, level);
  }
  return intervals;
}

}  // namespace parzen::command
