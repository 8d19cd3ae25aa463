#include "sweep/sweep_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "failure.hpp"
#include "parallel/count.hpp"
#include "parzen/hypercube.hpp"
#include "parzen/read.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::command {
namespace {

// Making a pool takes about a millisecond, in which one core counts about a million values.
constexpr std::size_t kValuesWorthAPool = 4'000'000;

int processes_for(SampleView samples, std::optional<int> asked) {
  if (asked) return *asked;
  return samples.values().size() < kValuesWorthAPool ? 1 : static_cast<int>(polyproc::cpu_count());
}

/// The rows with each of the borders; workers are made, and the samples shared with them, once for all.
std::vector<std::vector<SweepRow>> rows_with(const std::vector<Border>& borders, SampleView samples,
                                             std::span<const double> at, std::span<const Bandwidth> widths,
                                             int processes) {
  std::vector<std::vector<SweepRow>> all;
  const auto take = [&](const std::vector<std::uint64_t>& counts) {
    all.push_back(sweep_rows(widths, counts, samples.size(), samples.dimension()));
  };
  if (processes == 1) {
    for (const Border border : borders) take(count_all_widths(samples, at, widths, border));
    return all;
  }
  polyproc::Pool pool{processes};
  const parallel::SharedSamples shared = parallel::share(samples);
  for (const Border border : borders) take(parallel::count_all_widths(pool, shared, at, widths, border));
  return all;
}

std::string path_sentence(std::size_t samples, std::size_t widths, int processes) {
  const std::string by = processes == 1 ? std::string{"in this process"} : fmt::format("by {} processes", processes);
  return fmt::format("one pass: {} distances put between {} widths, {}", samples, widths, by);
}

void check_volume(Bandwidth h, std::size_t dimension) {
  const Bandwidth least = smallest_width(dimension);
  if (h >= least) return;
  throw Failure{
      fmt::format("--widths: width {} in {} dimension{}: its volume h^d is below the smallest double; use {} or more",
                  h.value(), dimension, dimension == 1 ? "" : "s", least.value())};
}

void check_volumes(const std::vector<Bandwidth>& widths, std::size_t dimension) {
  for (const Bandwidth h : widths) check_volume(h, dimension);
}

Sweep sweep_of(const parallel::FileCounts& counted, std::vector<double> at, const std::vector<Bandwidth>& widths,
               int processes, std::optional<double> truth) {
  const std::size_t dimension = at.size();
  return {.at = std::move(at),
          .samples = counted.rows,
          .dimension = dimension,
          .border = Border::closed,
          .processes = processes,
          .rows = sweep_rows(widths, counted.counts, counted.rows, dimension),
          .inner = {},
          .truth = truth,
          .path = path_sentence(counted.rows, widths.size(), processes),
          .dropped = counted.dropped};
}

/// Limits hold with the samples on the border, and without them.
void take_half(Sweep& sweep, const std::vector<SweepRow>& inner) {
  for (std::size_t i = 0; i < inner.size(); ++i) {
    SweepRow& row = sweep.rows[i];
    sweep.inner.push_back(inner[i].count);
    row.density = std::midpoint(row.density, inner[i].density);
    row.article_density = std::midpoint(row.article_density, inner[i].article_density);
    row.low = inner[i].low;
  }
}

}  // namespace

double count_of(const Sweep& sweep, std::size_t row) {
  const std::uint64_t all = sweep.rows[row].count;
  return sweep.inner.empty() ? static_cast<double>(all) : static_cast<double>(all + sweep.inner[row]) / 2;
}

Sweep make_sweep(SampleReader& reader, std::vector<double> at, const std::vector<Bandwidth>& widths,
                 std::optional<double> truth, const parallel::Watch& watch) {
  check_volumes(widths, reader.dimension());
  return sweep_of(parallel::count_all_widths(reader, at, widths, watch), at, widths, 1, truth);
}

Sweep make_sweep(polyproc::Pool& pool, const parallel::DataFiles& files, std::vector<double> at,
                 const std::vector<Bandwidth>& widths, std::optional<double> truth) {
  check_volumes(widths, at.size());
  return sweep_of(parallel::count_all_widths(pool, files, at, widths), at, widths, pool.processes(), truth);
}

Sweep make_sweep(SampleView samples, std::vector<double> at, const std::vector<Bandwidth>& widths, Border border,
                 std::optional<int> processes, std::optional<double> truth) {
  check_volumes(widths, samples.dimension());
  const int workers = processes_for(samples, processes);
  const bool halves = border == Border::half;
  auto rows =
      rows_with(halves ? std::vector{Border::closed, Border::open} : std::vector{border}, samples, at, widths, workers);
  Sweep sweep{.at = std::move(at),
              .samples = samples.size(),
              .dimension = samples.dimension(),
              .border = border,
              .processes = workers,
              .rows = std::move(rows.front()),
              .inner = {},
              .truth = truth,
              .path = path_sentence(samples.size(), widths.size(), workers)};
  if (halves) take_half(sweep, rows.back());
  return sweep;
}

std::optional<double> best_width(const Sweep& sweep) {
  if (!sweep.truth) return std::nullopt;
  const auto error = [&](const SweepRow& row) { return std::fabs(row.density - *sweep.truth); };
  return std::ranges::min_element(sweep.rows, {}, error)->width;
}

}  // namespace parzen::command
