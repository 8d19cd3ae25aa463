#include "parallel/count.hpp"

#include <algorithm>
#include <functional>

#include "parallel/row_blocks.hpp"
#include "parzen/hypercube.hpp"

namespace parzen::parallel {
namespace {

using Counts = std::vector<std::uint64_t>;

std::vector<double> values_of(std::span<const Bandwidth> widths) {
  std::vector<double> values;
  for (const Bandwidth h : widths) values.push_back(h.value());
  return values;
}

/// The task of count_all_widths. It travels once per worker and call; only the row range travels per item.
struct CountBlock {
  SharedSamples samples;
  std::vector<double> at;
  std::vector<double> widths;
  Border border;

  Counts operator()(RowRange rows) const {
    const std::vector<Bandwidth> bandwidths{widths.begin(), widths.end()};
    return parzen::count_all_widths(rows_of(samples.view(), rows), at, bandwidths, border);
  }
};

std::uint64_t count_one_width(const SharedSamples& samples, const std::vector<double>& at, double width) {
  return count_in_window(samples.view(), at, Bandwidth{width});
}

void add(Counts& total, const Counts& part) { std::ranges::transform(total, part, total.begin(), std::plus<>{}); }

}  // namespace

Counts count_all_widths(polyproc::Pool& pool, const SharedSamples& samples, std::span<const double> at,
                        std::span<const Bandwidth> widths, std::size_t block_rows, Border border) {
  const CountBlock task{samples, {at.begin(), at.end()}, values_of(widths), border};
  Counts total(widths.size(), 0);
  for (const Counts& part : pool.map(task, cut(samples.view().size(), block_rows))) add(total, part);
  return total;
}

Counts count_all_widths(polyproc::Pool& pool, const SharedSamples& samples, std::span<const double> at,
                        std::span<const Bandwidth> widths, Border border) {
  const SampleView view = samples.view();
  return count_all_widths(pool, samples, at, widths, block_rows(view.size(), view.dimension(), pool.processes()),
                          border);
}

Counts count_each_width(polyproc::Pool& pool, const SharedSamples& samples, std::span<const double> at,
                        std::span<const Bandwidth> widths) {
  const std::vector<double> point{at.begin(), at.end()};
  std::vector<polyproc::AsyncResult<std::uint64_t>> results;
  for (const Bandwidth h : widths) results.push_back(pool.apply_async(count_one_width, samples, point, h.value()));
  Counts counts;
  for (auto& result : results) counts.push_back(result.get());
  return counts;
}

}  // namespace parzen::parallel
