#include "parallel/cross_validation.hpp"

#include "parallel/row_blocks.hpp"

namespace parzen::parallel {
namespace {

enum class Criterion { least_squares, likelihood };

/// The task. It travels once per worker and call; only the row range travels per item.
struct SumRows {
  SharedSamples samples;
  Criterion criterion;
  Kernel kernel;
  std::vector<double> widths;

  std::vector<double> operator()(RowRange rows) const {
    const std::vector<Bandwidth> bandwidths{widths.begin(), widths.end()};
    if (criterion == Criterion::likelihood) {
      return held_out_sums(samples.view(), kernel, bandwidths, rows.begin, rows.end);
    }
    return lscv_pair_sums(samples.view(), kernel, bandwidths, rows.begin, rows.end);
  }
};

std::vector<double> sums(polyproc::Pool& pool, const SharedSamples& samples, Criterion criterion, Kernel kernel,
                         std::span<const Bandwidth> widths) {
  SumRows task{samples, criterion, kernel, {}};
  for (const Bandwidth h : widths) task.widths.push_back(h.value());
  std::vector<double> total;
  for (const auto& part : pool.map(task, cut(samples.view().size(), cross_validation_rows(samples.view().size())))) {
    total.resize(part.size(), 0);
    for (std::size_t i = 0; i < part.size(); ++i) total[i] += part[i];
  }
  return total;
}

}  // namespace

std::vector<double> lscv(polyproc::Pool& pool, const SharedSamples& samples, Kernel kernel,
                         std::span<const Bandwidth> widths) {
  const auto total = sums(pool, samples, Criterion::least_squares, kernel, widths);
  return lscv_from(total, samples.view().size(), samples.view().dimension(), kernel, widths);
}

std::vector<double> likelihood_cv(polyproc::Pool& pool, const SharedSamples& samples, Kernel kernel,
                                  std::span<const Bandwidth> widths) {
  auto total = sums(pool, samples, Criterion::likelihood, kernel, widths);
  for (double& sum : total) sum /= static_cast<double>(samples.view().size());
  return total;
}

}  // namespace parzen::parallel
