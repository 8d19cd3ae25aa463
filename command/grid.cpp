#include "grid.hpp"

#include <memory>
#include <nlohmann/json.hpp>

#include "counting.hpp"
#include "failure.hpp"
#include "grid/grid_text.hpp"
#include "options/bootstrap_option.hpp"
#include "options/common_options.hpp"
#include "options/data_options.hpp"
#include "options/domain_option.hpp"
#include "options/grid_options.hpp"
#include "options/parsed_option.hpp"
#include "options/weights_option.hpp"
#include "options/window_options.hpp"
#include "parzen/read.hpp"
#include "plot/grid_plot.hpp"
#include "plot/illustrated_output.hpp"
#include "plot/pairs_plot.hpp"
#include "text/json.hpp"

namespace parzen::command {
namespace {

struct GridOptions {
  DataOptions data = {};
  std::vector<std::size_t> size = {};
  std::vector<AxisRange> ranges = {};
  std::optional<WeightsSource> weights = {};
  WindowChoice window = {};
  DomainChoice domain = {};
  std::vector<double> shares = {};
  BootstrapChoice bootstrap = {};
  GridMethod method = GridMethod::exact;
  bool explain = false;
  std::optional<int> processes = {};
  Format format = Format::table;
  std::string output = "-";
  std::optional<PictureFile> plot = {};
  Verbosity verbosity = Verbosity::normal;
};

void add_options(CLI::App& app, GridOptions& options) {
  add_data(app, options.data);
  add_size(app, options.size);
  add_range(app, options.ranges);
  add_weights(app, options.weights);
  add_window(app, options.window);
  add_domain(app, options.domain);
  add_parsed(app, "--regions", options.shares, parse_probabilities,
             "Highest-density regions that hold these shares of the mass")
      ->type_name("P,P,...");
  add_bootstrap(app, options.bootstrap);
  app.add_flag_callback(
      "--fft", [&options] { options.method = GridMethod::fft; },
      "Put samples into bins and convolve them: fast for many samples, but not exact; the error is stated");
  add_explain(app, options.explain);
  add_workers(app, options.processes);
  add_format(app, options.format);
  add_output(app, options.output);
  add_plot(app, options.plot, "Draw a curve, a heat map, or both for pairs of columns");
  add_quiet(app, options.verbosity);
}

void check_method(const GridOptions& options) {
  if (options.method == GridMethod::exact) return;
  if (options.window.kernel == Kernel::hypercube) {
    throw UsageError{"--fft: the hypercube is counted, exactly and as fast; take another --kernel"};
  }
  const bool is_plain = !options.weights && !has_bounds(options.domain) && !options.window.covariance &&
                        options.window.form == Form::product && options.bootstrap.replicates == 0;
  if (is_plain) return;
  throw UsageError{
      "--fft: bins are for plain samples and product kernels; leave out weights, bounds, covariances, forms and "
      "resamplings, or leave out --fft"};
}

void check_plot(const GridOptions& options, std::size_t dimension) {
  if (!options.plot || dimension <= 2) return;
  if (options.window.form == Form::radial && options.window.kernel != Kernel::gaussian) {
    throw Failure{"--plot: pairs of columns are drawn with product kernels; leave out --form, or --plot"};
  }
  if (dimension <= kMostPairedColumns) return;
  throw DataError{fmt::format("{}:1:1: found {} columns, expected {} or fewer for --plot; choose some with --columns",
                              data_name(options.data), dimension, kMostPairedColumns)};
}

/// A column of weights is none of the samples'.
std::size_t sample_columns(const GridOptions& options, const SampleReader& reader) {
  const bool is_column = options.weights && std::holds_alternative<std::size_t>(*options.weights);
  return reader.dimension() - static_cast<std::size_t>(is_column);
}

/// The estimate, and what its picture takes besides.
struct Result {
  GridEstimate estimate;
  std::optional<PairDensities> pairs = {};
};

/// The extent of files, which are read for it once more.
std::vector<AxisRange> read_extent(const GridOptions& options, Progress& progress) {
  constexpr std::size_t kRows = 100'000;
  SampleReader reader = open_data(options.data);
  std::vector<AxisRange> extent;
  while (const auto block = reader.next(kRows)) {
    extent = extent.empty() ? extent_of(*block) : extent_of(extent, extent_of(*block));
    show_reading(progress, "looking for the ends of " + data_name(options.data), reader);
  }
  return extent;
}

/// Of files that need not fit into memory.
Result count_while_reading(const GridOptions& options, SampleReader& reader, Progress& progress) {
  const std::string name = data_name(options.data);
  const Window window = make_window(options.window, reader.dimension(), name);
  const auto extent = options.ranges.empty() ? read_extent(options, progress)
                                             : std::vector<AxisRange>(reader.dimension(), AxisRange{0, 0});
  Grid grid = make_grid(options.size, options.ranges, extent, window, {}, name);
  const int workers = counting_processes(reader, options.processes);
  if (workers == 1) {
    const auto counted = parallel::count_on_grid(
        reader, grid, window, [&](const SampleReader& at) { show_reading(progress, "counting in " + name, at); });
    return {grid_estimate_from(counted, std::move(grid), window, workers)};
  }
  polyproc::Pool pool{counting_pool(workers, options.verbosity)};
  const auto counted = parallel::count_on_grid(pool, {options.data.files, options.data.read}, grid, window);
  return {grid_estimate_from(counted, std::move(grid), window, workers)};
}

/// Counts of blocks add up. Whatever is more than a count needs all samples at once, and so do pairs of columns, which
/// are drawn from them.
bool can_count_while_reading(const GridOptions& options, const SampleReader& reader) {
  const bool is_count = is_plain_count(options.window) && !options.weights && !has_bounds(options.domain) &&
                        options.shares.empty() && options.bootstrap.replicates == 0;
  return is_count && is_counted_while_read(reader) && !(options.plot && reader.dimension() > 2);
}

Result compute(const GridOptions& options) {
  Progress progress{options.verbosity};
  const std::string name = data_name(options.data);
  SampleReader reader = open_data(options.data);
  check_plot(options, sample_columns(options, reader));
  if (can_count_while_reading(options, reader)) return count_while_reading(options, reader, progress);
  const auto [samples, dropped] = read_data(options.data, reader, progress);
  WeightedSamples data = with_weights(samples, options.weights, name);
  const Window window = make_window(options.window, data, name);
  const GridQuestion question{.data = data,
                              .window = window,
                              .domain = make_domain(options.domain, data, window, name),
                              .bootstrap = options.bootstrap,
                              .shares = options.shares,
                              .processes = options.processes,
                              .method = options.method};
  Grid grid = make_grid(options.size, options.ranges, data.samples, window, question.domain, name);
  progress.show("estimating");
  Result result{make_grid_estimate(question, std::move(grid))};
  result.estimate.dropped = dropped;
  if (!options.plot || data.samples.dimension() <= 2) return result;
  progress.show("estimating pairs of columns");
  result.pairs = pair_densities(question, result.estimate.grid.axes());
  return result;
}

void write(IllustratedOutput& output, const GridEstimate& estimate, const GridOptions& options) {
  switch (options.format) {
    case Format::csv:
      write_csv(output.stream(), estimate);
      return output.commit();
    case Format::json:
      return output.write(dump_json(with_dropped(to_json(estimate), options.data, estimate.dropped)));
    case Format::table:
      return output.write(to_text(estimate));
  }
}

void run(const GridOptions& options) {
  check_window(options.window);
  check_method(options);
  // Before the work: a place that cannot be written is a short mistake then.
  IllustratedOutput output{options.output, options.plot};
  const Result result = compute(options);
  output.draw([&] { return result.pairs ? pairs_plot(*result.pairs) : grid_plot(result.estimate); });
  write(output, result.estimate, options);
  tell_dropped(options.data, result.estimate.dropped);
  if (options.explain) fmt::print(stderr, "parzen: {}\n", result.estimate.path);
}

}  // namespace

void add_grid(CLI::App& parzen, Job& job) {
  CLI::App* app = parzen.add_subcommand("grid", "Estimate the density on a grid, and draw it");
  const auto options = std::make_shared<GridOptions>();
  add_options(*app, *options);
  app->callback([options, &job] { job = [options] { run(*options); }; });
}

}  // namespace parzen::command
