#include "parallel/grid.hpp"

#include "parallel/row_blocks.hpp"
#include "parzen/estimate.hpp"

namespace parzen::parallel {
namespace {

/// The task. It travels once per worker and call; only the row range travels per item.
struct SumRows {
  SharedSamples samples;
  std::vector<std::vector<double>> axes;
  Kernel kernel;
  std::vector<double> widths;

  std::vector<double> operator()(RowRange rows) const {
    const Window window{kernel, {widths.begin(), widths.end()}};
    return parzen::kernel_sums_on_grid(rows_of(samples.view(), rows), Grid{axes}, window);
  }
};

std::size_t rows_per_task(const SharedSamples& samples, const Window& window, int workers) {
  // Counts come back as a whole grid per task: the fewer tasks the better, and whole numbers can be added in any order.
  if (window.kernel() != Kernel::hypercube) return kSumBlockRows;
  return samples.view().size() / static_cast<std::size_t>(workers) + 1;
}

}  // namespace

std::vector<double> kernel_sums_on_grid(polyproc::Pool& pool, const SharedSamples& samples, const Grid& grid,
                                        const Window& window) {
  SumRows task{samples, grid.axes(), window.kernel(), {}};
  for (const Bandwidth h : window.widths()) task.widths.push_back(h.value());
  std::vector<double> sums(grid.size(), 0);
  const auto rows = cut(samples.view().size(), rows_per_task(samples, window, pool.processes()));
  for (const std::vector<double>& part : pool.map(task, rows)) {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += part[i];
  }
  return sums;
}

}  // namespace parzen::parallel
