#include "parallel/estimate.hpp"

#include <algorithm>

#include "parallel/row_blocks.hpp"

namespace parzen::parallel {
namespace {

/// Some rows of the samples, and some of the points.
struct Part {
  RowRange rows;
  RowRange points;
};

/// The task of kernel_sums. It travels once per worker and call; only the part travels per item.
struct SumPart {
  SharedSamples samples;
  std::vector<double> points;
  Kernel kernel;
  std::vector<double> widths;

  std::vector<ScaledSum> operator()(Part part) const {
    const SampleView all{points, samples.dimension};
    const Window window{kernel, {widths.begin(), widths.end()}};
    return parzen::kernel_sums(rows_of(samples.view(), part.rows), rows_of(all, part.points), window);
  }
};

std::vector<double> values_of(std::span<const Bandwidth> widths) {
  std::vector<double> values;
  for (const Bandwidth h : widths) values.push_back(h.value());
  return values;
}

std::size_t rows_per_task(const SharedSamples& samples, const Window& window, int workers) {
  if (window.kernel() != Kernel::hypercube) return kSumBlockRows;
  // A part of the samples is put in order once, whatever the number of points: the fewer parts the better.
  return samples.view().size() / static_cast<std::size_t>(workers) + 1;
}

/// So many points that every worker gets a few tasks.
std::size_t points_per_task(std::size_t points, std::size_t blocks, const Window& window, int workers) {
  if (window.kernel() == Kernel::hypercube) return points;
  constexpr std::size_t kTasksPerWorker = 8;
  const std::size_t cuts = kTasksPerWorker * static_cast<std::size_t>(workers) / blocks + 1;
  return points / cuts + 1;
}

}  // namespace

std::vector<ScaledSum> kernel_sums(polyproc::Pool& pool, const SharedSamples& samples, SampleView points,
                                   const Window& window) {
  const auto blocks = cut(samples.view().size(), rows_per_task(samples, window, pool.processes()));
  const auto ranges = cut(points.size(), points_per_task(points.size(), blocks.size(), window, pool.processes()));
  std::vector<Part> parts;
  for (const RowRange rows : blocks) {
    for (const RowRange range : ranges) parts.push_back({rows, range});
  }
  const SumPart task{
      samples, {points.values().begin(), points.values().end()}, window.kernel(), values_of(window.widths())};
  const auto results = pool.map(task, parts);
  std::vector<ScaledSum> sums(points.size(), kNoTerms);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t q = 0; q < results[i].size(); ++q) {
      ScaledSum& sum = sums[parts[i].points.begin + q];
      sum = sum + results[i][q];
    }
  }
  return sums;
}

}  // namespace parzen::parallel
