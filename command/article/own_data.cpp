#include "article/own_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include "failure.hpp"
#include "parzen/hypercube.hpp"

namespace parzen::command {
namespace {

constexpr int kWidths = 20;
constexpr double kNormalInterquartileRange = 1.349;  // in standard deviations

std::vector<double> sorted_column(SampleView samples, std::size_t column) {
  std::vector<double> values;
  values.reserve(samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i) values.push_back(samples.row(i)[column]);
  std::ranges::sort(values);
  return values;
}

/// Linear between the values around position p (n - 1).
double quantile(const std::vector<double>& sorted, double p) {
  const double position = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], position - static_cast<double>(below));
}

double standard_deviation(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return n > 1 ? std::sqrt(squares / (n - 1)) : 0;
}

/// `sorted` divided by the power of two that is just above all of it: then no sum or square overflows.
std::pair<std::vector<double>, int> scaled(std::vector<double> sorted) {
  int exponent = 0;
  std::frexp(std::max(std::fabs(sorted.front()), std::fabs(sorted.back())), &exponent);
  for (double& value : sorted) value = std::ldexp(value, -exponent);
  return {std::move(sorted), exponent};
}

double robust_spread_of_scaled(const std::vector<double>& sorted) {
  const double deviation = standard_deviation(sorted);
  const double range = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / kNormalInterquartileRange;
  // No range where half of the values are equal, as with counts: then the deviation must do.
  return range > 0 ? std::min(deviation, range) : deviation;
}

double robust_spread(const std::vector<double>& sorted) {
  const auto [values, exponent] = scaled(sorted);
  return std::ldexp(robust_spread_of_scaled(values), exponent);
}

double reference_factor(std::size_t n, std::size_t dimension) {
  const auto d = static_cast<double>(dimension);
  const double inside = 576 * std::pow(2 * std::sqrt(std::numbers::pi), d) / ((d + 2) * static_cast<double>(n));
  return std::pow(inside, 1 / (d + 4));
}

double typical_spread(const std::vector<ColumnSummary>& columns) {
  double logarithms = 0;
  int varying = 0;
  for (const ColumnSummary& column : columns) {
    if (column.spread <= 0) continue;
    logarithms += std::log(column.spread);
    ++varying;
  }
  return varying > 0 ? std::exp(logarithms / varying) : 1;
}

/// Two significant digits, so that the widths are numbers one can say.
double rounded(double value) {
  const double unit = std::pow(10, std::floor(std::log10(value)) - 1);
  return std::round(value / unit) * unit;
}

/// Throws Failure unless the windows, up to twice `reference` wide, are doubles.
void check_spread(const std::string& file, const std::vector<ColumnSummary>& columns, double reference) {
  if (std::isfinite(kWidths * rounded(reference / 10))) return;
  const auto widest = std::ranges::max_element(columns, {}, &ColumnSummary::spread);
  throw Failure{fmt::format("{}: column {} spreads over {:.3g}, too far for wider windows; divide it by 1000 or more",
                            file, widest - columns.begin() + 1, widest->spread)};
}

double reference_width(const std::vector<ColumnSummary>& columns, std::size_t n) {
  return typical_spread(columns) * reference_factor(n, columns.size());
}

std::vector<double> medians(const std::vector<ColumnSummary>& columns) {
  std::vector<double> point;
  for (const ColumnSummary& column : columns) point.push_back(column.median);
  return point;
}

}  // namespace

std::vector<ColumnSummary> summarize(SampleView samples) {
  std::vector<ColumnSummary> columns;
  for (std::size_t j = 0; j < samples.dimension(); ++j) {
    const std::vector<double> sorted = sorted_column(samples, j);
    columns.push_back({sorted.front(), quantile(sorted, 0.5), sorted.back(), robust_spread(sorted)});
  }
  return columns;
}

std::vector<Bandwidth> widths_around_reference(const std::vector<ColumnSummary>& columns, std::size_t n) {
  const double least = smallest_width(columns.size()).value();
  const double step = std::max(rounded(std::max(reference_width(columns, n) / 10, least)), least);
  std::vector<Bandwidth> widths;
  for (int i = 1; i <= kWidths; ++i) widths.emplace_back(i * step);
  return widths;
}

OwnData look_at(const std::string& file, const Samples& samples, std::vector<double> at, int repeats,
                const ShowProgress& show) {
  show("looking at the columns");
  const std::vector<ColumnSummary> columns = summarize(samples);
  check_spread(file, columns, reference_width(columns, samples.size()));
  const std::vector<Bandwidth> widths = widths_around_reference(columns, samples.size());
  if (at.empty()) at = medians(columns);
  show("counting");
  Sweep sweep = make_sweep(samples, at, widths, Border::closed, std::nullopt, std::nullopt);
  show("choosing widths, estimating the density");
  std::optional<OwnDensity> density = look_at_density(samples);
  const Work work{.mode = Mode::sweep, .samples = samples, .at = at, .widths = widths};
  return {.file = file,
          .columns = columns,
          .reference_width = reference_width(columns, samples.size()),
          .sweep = std::move(sweep),
          .density = std::move(density),
          .bench = run_bench(work, {2, 3, 4, 6}, repeats, show),
          .facts = system_facts()};
}

}  // namespace parzen::command
