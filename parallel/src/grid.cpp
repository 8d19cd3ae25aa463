#include "parallel/grid.hpp"

#include <algorithm>
#include <optional>

#include "parallel/estimate.hpp"
#include "parallel/row_blocks.hpp"
#include "parzen/estimate.hpp"
#include "parzen/weighted_estimate.hpp"
#include "plain_window.hpp"

namespace parzen::parallel {
namespace {

/// The task. It travels once per worker and call; only the row range travels per item.
struct SumRows {
  SharedSamples samples;
  std::optional<SharedWeights> weights;
  std::vector<std::vector<double>> axes;
  PlainWindow window;

  std::vector<double> operator()(RowRange rows) const {
    const SampleView some = rows_of(samples.view(), rows);
    if (!weights) return parzen::kernel_sums_on_grid(some, Grid{axes}, window_of(window));
    return parzen::kernel_sums_on_grid(some, weights->span().subspan(rows.begin, some.size()), Grid{axes},
                                       window_of(window));
  }
};

std::size_t rows_per_task(const SumRows& task, int workers) {
  if (task.window.kernel != Kernel::hypercube) return kSumBlockRows;
  const std::size_t rows = task.samples.view().size();
  if (task.weights) return rows;  // rounded once, at the end of all rows
  // Counts come back as a whole grid per task: the fewer tasks the better, and whole numbers can be added in any order.
  return rows / static_cast<std::size_t>(workers) + 1;
}

std::vector<double> sum_blocks(polyproc::Pool& pool, const SumRows& task, std::size_t points) {
  std::vector<double> sums(points, 0);
  for (const auto& part : pool.map(task, cut(task.samples.view().size(), rows_per_task(task, pool.processes())))) {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += part[i];
  }
  return sums;
}

bool is_summed_by_points(const Grid& grid, const Window& window) {
  return window.kernel() != Kernel::hypercube && !window.has_factors(grid.dimension());
}

/// kernel_sums at some of the grid's points at a time.
template <class Sum>
std::vector<double> sums_by_points(const Grid& grid, Sum sum) {
  constexpr std::size_t kPointsAtOnce = 1'000'000;
  std::vector<double> sums;
  for (std::size_t begin = 0; begin < grid.size(); begin += kPointsAtOnce) {
    const auto points = grid.points(begin, std::min(grid.size(), begin + kPointsAtOnce));
    for (const ScaledSum& one : sum(SampleView{points, grid.dimension()})) sums.push_back(plain(one));
  }
  return sums;
}

}  // namespace

std::vector<double> kernel_sums_on_grid(polyproc::Pool& pool, const SharedSamples& samples, const Grid& grid,
                                        const Window& window) {
  if (is_summed_by_points(grid, window)) {
    return sums_by_points(grid, [&](SampleView points) { return kernel_sums(pool, samples, points, window); });
  }
  return sum_blocks(pool, {samples, {}, grid.axes(), plain(window)}, grid.size());
}

std::vector<double> kernel_sums_on_grid(polyproc::Pool& pool, const SharedSamples& samples,
                                        const SharedWeights& weights, const Grid& grid, const Window& window) {
  if (is_summed_by_points(grid, window)) {
    return sums_by_points(grid, [&](SampleView points) { return kernel_sums(pool, samples, weights, points, window); });
  }
  return sum_blocks(pool, {samples, weights, grid.axes(), plain(window)}, grid.size());
}

}  // namespace parzen::parallel
