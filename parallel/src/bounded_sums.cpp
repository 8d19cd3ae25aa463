#include "parallel/bounded_sums.hpp"

#include <algorithm>

#include "parallel/row_blocks.hpp"

namespace parzen::parallel {
namespace {

/// The task. It travels once per worker and call; only the range of points travels per item.
struct SumAtPoints {
  polyproc::SharedArray<double> columns;
  polyproc::SharedArray<double> boxes;
  std::size_t dimension;
  std::vector<double> points;
  Kernel kernel;
  std::vector<double> widths;
  Tolerance tolerance;

  std::vector<BoundedSum> operator()(RowRange range) const {
    const SampleTreeView tree{columns.span(), boxes.span(), dimension};
    const Window window{kernel, {widths.begin(), widths.end()}};
    return parzen::bounded_kernel_sums(tree, rows_of({points, dimension}, range), window, tolerance);
  }
};

polyproc::SharedArray<double> shared(std::span<const double> values) {
  polyproc::SharedArray<double> array{values.size()};
  std::ranges::copy(values, array.span().begin());
  return array;
}

/// So many that every worker gets a few tasks: some points see more of the samples than others.
std::size_t points_per_task(std::size_t points, int workers) {
  constexpr std::size_t kTasksPerWorker = 16;
  return points / (kTasksPerWorker * static_cast<std::size_t>(workers)) + 1;
}

}  // namespace

std::vector<BoundedSum> bounded_kernel_sums(polyproc::Pool& pool, const SampleTreeView& tree, SampleView points,
                                            const Window& window, Tolerance tolerance) {
  SumAtPoints task{.columns = shared(tree.columns),
                   .boxes = shared(tree.boxes),
                   .dimension = tree.dimension,
                   .points = {points.values().begin(), points.values().end()},
                   .kernel = window.kernel(),
                   .widths = {},
                   .tolerance = tolerance};
  for (const Bandwidth h : window.widths()) task.widths.push_back(h.value());
  std::vector<BoundedSum> sums;
  sums.reserve(points.size());
  for (const auto& part : pool.map(task, cut(points.size(), points_per_task(points.size(), pool.processes())))) {
    sums.insert(sums.end(), part.begin(), part.end());
  }
  return sums;
}

}  // namespace parzen::parallel
