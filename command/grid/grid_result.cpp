#include "grid/grid_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "counting.hpp"
#include "failure.hpp"
#include "parallel/grid.hpp"
#include "parzen/binned_sums.hpp"
#include "parzen/estimate.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::command {
namespace {

/// Samples to be noted, or terms to be added, that keep one core busy for as long as it takes to make a pool.
constexpr double kWorthAPool = 2e6;

int processes_for(SampleView samples, const Grid& grid, const Window& window, std::optional<int> asked) {
  if (asked) return *asked;
  const auto n = static_cast<double>(samples.size());
  const double work = window.kernel() == Kernel::hypercube ? 20 * n : n * static_cast<double>(grid.size()) / 20;
  return work < kWorthAPool ? 1 : static_cast<int>(polyproc::cpu_count());
}

std::vector<double> sums(SampleView samples, const Grid& grid, const Window& window, int processes) {
  if (processes == 1) return kernel_sums_on_grid(samples, grid, window);
  polyproc::Pool pool{processes};
  return parallel::kernel_sums_on_grid(pool, parallel::share(samples), grid, window);
}

std::string exact_sentence(SampleView samples, const Grid& grid, const Window& window, int processes) {
  const std::string by = processes == 1 ? "in this process" : fmt::format("by {} processes", processes);
  if (window.kernel() == Kernel::hypercube) {
    return fmt::format(
        "differences: each of {} samples noted at the corners of its block of points, {}, however many "
        "points it holds",
        samples.size(), by);
  }
  if (std::isfinite(kernel_support(window.kernel()))) {
    return fmt::format("near: each of {} samples added to the points within its reach, {}", samples.size(), by);
  }
  return fmt::format("products: {} samples times {} points as products of matrices, one per axis, {}", samples.size(),
                     grid.size(), by);
}

GridEstimate exact_estimate(SampleView samples, Grid grid, const Window& window, int processes) {
  std::vector<double> densities = sums(samples, grid, window, processes);
  for (double& value : densities) value = density({0, value}, samples.size(), window, samples.dimension());
  std::string path = exact_sentence(samples, grid, window, processes);
  return {.grid = std::move(grid),
          .samples = samples.size(),
          .window = window,
          .processes = processes,
          .density = std::move(densities),
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

GridEstimate binned_estimate(SampleView samples, Grid grid, const Window& window) try {
  BinnedSums binned = binned_kernel_sums(samples, grid, window);
  for (double& value : binned.sums) value = density({0, value}, samples.size(), window, samples.dimension());
  GridEstimate estimate{.grid = std::move(grid),
                        .samples = samples.size(),
                        .window = window,
                        .processes = 1,
                        .density = std::move(binned.sums),
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

GridEstimate make_grid_estimate(SampleView samples, Grid grid, const Window& window, std::optional<int> processes,
                                GridMethod method) {
  if (method == GridMethod::fft) return binned_estimate(samples, std::move(grid), window);
  const int workers = processes_for(samples, grid, window, processes);
  return exact_estimate(samples, std::move(grid), window, workers);
}

GridEstimate grid_estimate_from(const parallel::FileCounts& counted, Grid grid, const Window& window, int processes) {
  std::vector<double> densities;
  densities.reserve(counted.counts.size());
  for (const std::uint64_t count : counted.counts) {
    densities.push_back(density({0, static_cast<double>(count)}, counted.rows, window, grid.dimension()));
  }
  return {.grid = std::move(grid),
          .samples = counted.rows,
          .window = window,
          .processes = processes,
          .density = std::move(densities),
          .path = counting_sentence(counted.rows, processes),
          .dropped = counted.dropped};
}

std::size_t peak(const GridEstimate& estimate) {
  return static_cast<std::size_t>(std::ranges::max_element(estimate.density) - estimate.density.begin());
}

double mass(const GridEstimate& estimate) {
  double cell = 1;
  for (const auto& axis : estimate.grid.axes()) {
    cell *= (axis.back() - axis.front()) / static_cast<double>(axis.size() - 1);
  }
  return std::accumulate(estimate.density.begin(), estimate.density.end(), 0.0) * cell;
}

std::vector<double> region_levels(const GridEstimate& estimate, const std::vector<double>& shares) {
  std::vector<double> sorted = estimate.density;
  std::ranges::sort(sorted, std::greater<>{});
  const double total = std::accumulate(sorted.begin(), sorted.end(), 0.0);
  std::vector<double> levels;
  for (const double share : shares) {
    double above = 0;
    std::size_t i = 0;
    while (i + 1 < sorted.size() && (above += sorted[i]) < share * total) ++i;
    levels.push_back(sorted[i]);
  }
  return levels;
}

}  // namespace parzen::command
