#include "estimate.hpp"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "columns.hpp"
#include "counting.hpp"
#include "estimate/estimate_text.hpp"
#include "options/bootstrap_option.hpp"
#include "options/common_options.hpp"
#include "options/data_options.hpp"
#include "options/domain_option.hpp"
#include "options/parsed_option.hpp"
#include "options/tolerance_options.hpp"
#include "options/weights_option.hpp"
#include "options/window_options.hpp"
#include "output/output.hpp"
#include "parzen/read.hpp"
#include "text/json.hpp"

namespace parzen::command {
namespace {

struct EstimateOptions {
  DataOptions data = {};
  std::string points = {};
  std::vector<std::vector<double>> at = {};
  std::optional<WeightsSource> weights = {};
  WindowChoice window = {};
  DomainChoice domain = {};
  LogColumn log = LogColumn::no;
  ShareColumn share = ShareColumn::no;
  std::vector<double> quantiles = {};
  BootstrapChoice bootstrap = {};
  bool explain = false;
  Tolerance tolerance = {};
  std::optional<int> processes = {};
  Format format = Format::table;
  std::string output = "-";
  Verbosity verbosity = Verbosity::normal;
};

void add_options(CLI::App& app, EstimateOptions& options) {
  add_data(app, options.data);
  add_points_at(app, options.at);
  add_parsed(app, "--points", options.points, parse_file_name, "Points: a file like DATA, one point per row")
      ->type_name("FILE");
  add_parsed(app, "--quantiles", options.quantiles, parse_probabilities,
             "In place of points: where the distribution function has these values; one column")
      ->type_name("P,P,...");
  add_weights(app, options.weights);
  add_window(app, options.window);
  add_domain(app, options.domain);
  app.add_flag_callback(
      "--log", [&options] { options.log = LogColumn::yes; }, "Show also the logarithm, which never underflows");
  app.add_flag_callback(
      "--cdf", [&options] { options.share = ShareColumn::yes; },
      "Show also how much of the distribution lies up to each point; one column");
  add_bootstrap(app, options.bootstrap);
  add_explain(app, options.explain);
  add_tolerance(app, options.tolerance);
  add_workers(app, options.processes);
  add_format(app, options.format);
  add_output(app, options.output);
  add_quiet(app, options.verbosity);
}

void check_places(const EstimateOptions& options) {
  if (!options.at.empty() && !options.points.empty()) {
    throw UsageError{"--at and --points exclude each other; put all points into the file"};
  }
  const bool has_points = !options.at.empty() || !options.points.empty();
  if (has_points && !options.quantiles.empty()) {
    throw UsageError{"--quantiles says where the density is wanted; leave --at and --points out"};
  }
  if (!has_points && options.quantiles.empty()) {
    throw UsageError{"--at or --points is required: where the density is wanted; or --quantiles"};
  }
}

void check(const EstimateOptions& options) {
  check_window(options.window);
  check_places(options);
  if (std::ranges::count(options.data.files, "-") > 0 && options.points == "-") {
    throw UsageError{"--points: standard input holds the samples already; put the points into a file"};
  }
  for (const auto& point : options.at) {
    if (point.size() == options.at[0].size()) continue;
    throw UsageError{fmt::format("--at: found {} and {} coordinates, expected as many for every point",
                                 options.at[0].size(), point.size())};
  }
}

Samples points_from_file(const EstimateOptions& options, std::size_t dimension) {
  Samples points = read_samples(options.points);
  check_columns(input_name(options.points), points.dimension(), dimension, data_name(options.data));
  return points;
}

Samples points_of(const EstimateOptions& options, std::size_t dimension) {
  if (!options.points.empty()) return points_from_file(options, dimension);
  check_columns(data_name(options.data), dimension, options.at[0].size(), "--at");
  std::vector<double> values;
  for (const auto& point : options.at) values.insert(values.end(), point.begin(), point.end());
  return {std::move(values), dimension};
}

/// Of files that need not fit into memory.
Estimate count_while_reading(const EstimateOptions& options, SampleReader& reader, Progress& progress) {
  const Window window = make_window(options.window, reader.dimension(), data_name(options.data));
  Samples points = points_of(options, reader.dimension());
  const int workers = counting_processes(reader, options.processes);
  if (workers == 1) {
    const auto counted = parallel::count_at_points(reader, points, window, [&](const SampleReader& at) {
      show_reading(progress, "counting in " + data_name(options.data), at);
    });
    return estimate_from(counted, std::move(points), window, workers);
  }
  polyproc::Pool pool{counting_pool(workers, options.verbosity)};
  const auto counted = parallel::count_at_points(pool, {options.data.files, options.data.read}, points, window);
  return estimate_from(counted, std::move(points), window, workers);
}

bool wants_distribution(const EstimateOptions& options) {
  return options.share == ShareColumn::yes || !options.quantiles.empty();
}

/// Counts of blocks add up. Whatever is more than a count needs all samples at once.
bool can_count_while_reading(const EstimateOptions& options, const SampleReader& reader) {
  const bool is_count = is_plain_count(options.window) && !options.weights && !has_bounds(options.domain) &&
                        !wants_distribution(options) && options.bootstrap.replicates == 0;
  return is_count && is_counted_while_read(reader);
}

Estimate compute(const EstimateOptions& options) {
  Progress progress{options.verbosity};
  const std::string name = data_name(options.data);
  SampleReader reader = open_data(options.data);
  if (can_count_while_reading(options, reader)) return count_while_reading(options, reader, progress);
  const auto [samples, dropped] = read_data(options.data, reader, progress);
  WeightedSamples data = with_weights(samples, options.weights, name);
  const Window window = make_window(options.window, data, name);
  const bool has_distribution = wants_distribution(options);
  if (has_distribution) check_columns(name, data.samples.dimension(), 1, "--cdf and --quantiles");
  const EstimateQuestion question{.data = data,
                                  .window = window,
                                  .domain = make_domain(options.domain, data, window, name),
                                  .share = has_distribution ? ShareColumn::yes : ShareColumn::no,
                                  .bootstrap = options.bootstrap,
                                  .tolerance = options.tolerance,
                                  .processes = options.processes};
  progress.show("estimating");
  Samples points = options.quantiles.empty() ? points_of(options, data.samples.dimension())
                                             : quantile_points(question, options.quantiles);
  Estimate estimate = make_estimate(question, std::move(points));
  estimate.dropped = dropped;
  return estimate;
}

std::string formatted(const Estimate& estimate, const EstimateOptions& options) {
  switch (options.format) {
    case Format::csv:
      return to_csv(exact_table(estimate, options.log));
    case Format::json:
      return dump_json(with_dropped(to_json(estimate), options.data, estimate.dropped));
    case Format::table:
      break;
  }
  return to_text(estimate, options.log);
}

void run(const EstimateOptions& options) {
  check(options);
  Output output{options.output};  // before the work: a place that cannot be written is a short mistake then
  const Estimate estimate = compute(options);
  output.write(formatted(estimate, options));
  tell_dropped(options.data, estimate.dropped);
  if (options.explain) fmt::print(stderr, "parzen: {}\n", estimate.path);
}

}  // namespace

void add_estimate(CLI::App& parzen, Job& job) {
  CLI::App* app = parzen.add_subcommand("estimate", "Estimate the density at points");
  const auto options = std::make_shared<EstimateOptions>();
  add_options(*app, *options);
  app->callback([options, &job] { job = [options] { run(*options); }; });
}

}  // namespace parzen::command
