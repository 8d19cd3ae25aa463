#include "parallel/estimate.hpp"

#include <optional>

#include "parallel/row_blocks.hpp"
#include "parzen/weighted_estimate.hpp"
#include "plain_window.hpp"

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
  std::optional<SharedWeights> weights;
  std::vector<double> points;
  PlainWindow window;

  std::vector<ScaledSum> operator()(Part part) const {
    const SampleView rows = rows_of(samples.view(), part.rows);
    const SampleView some = rows_of(SampleView{points, samples.dimension}, part.points);
    if (!weights) return parzen::kernel_sums(rows, some, window_of(window));
    return parzen::kernel_sums(rows, weights->span().subspan(part.rows.begin, rows.size()), some, window_of(window));
  }
};

/// Who sums what.
enum class Work { counts, weighted_counts, terms };

Work work_of(const SumPart& task) {
  if (task.window.kernel != Kernel::hypercube) return Work::terms;
  return task.weights ? Work::weighted_counts : Work::counts;
}

std::size_t rows_per_task(std::size_t rows, Work work, int workers) {
  switch (work) {
    case Work::counts:
      // A part of the samples is put in order once, whatever the number of points: the fewer parts the better.
      return rows / static_cast<std::size_t>(workers) + 1;
    case Work::weighted_counts:
      return rows;  // rounded once, at the end of all rows
    case Work::terms:
      break;
  }
  return kSumBlockRows;
}

/// So many points that every worker gets a few tasks.
std::size_t points_per_task(std::size_t points, std::size_t blocks, Work work, int workers) {
  if (work == Work::counts) return points;
  constexpr std::size_t kTasksPerWorker = 8;
  const std::size_t cuts = kTasksPerWorker * static_cast<std::size_t>(workers) / blocks + 1;
  return points / cuts + 1;
}

std::vector<Part> parts_of(const SumPart& task, std::size_t points, int workers) {
  const std::size_t rows = task.samples.view().size();
  const auto blocks = cut(rows, rows_per_task(rows, work_of(task), workers));
  std::vector<Part> parts;
  for (const RowRange block : blocks) {
    for (const RowRange range : cut(points, points_per_task(points, blocks.size(), work_of(task), workers))) {
      parts.push_back({block, range});
    }
  }
  return parts;
}

std::vector<ScaledSum> sum_parts(polyproc::Pool& pool, const SumPart& task, std::size_t points) {
  const std::vector<Part> parts = parts_of(task, points, pool.processes());
  const auto results = pool.map(task, parts);
  std::vector<ScaledSum> sums(points, kNoTerms);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t q = 0; q < results[i].size(); ++q) {
      ScaledSum& sum = sums[parts[i].points.begin + q];
      sum = sum + results[i][q];
    }
  }
  return sums;
}

}  // namespace

std::vector<ScaledSum> kernel_sums(polyproc::Pool& pool, const SharedSamples& samples, SampleView points,
                                   const Window& window) {
  return sum_parts(pool, {samples, {}, {points.values().begin(), points.values().end()}, plain(window)}, points.size());
}

std::vector<ScaledSum> kernel_sums(polyproc::Pool& pool, const SharedSamples& samples, const SharedWeights& weights,
                                   SampleView points, const Window& window) {
  return sum_parts(pool, {samples, weights, {points.values().begin(), points.values().end()}, plain(window)},
                   points.size());
}

}  // namespace parzen::parallel
