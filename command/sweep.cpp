#include "sweep.hpp"

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "columns.hpp"
#include "counting.hpp"
#include "options/common_options.hpp"
#include "options/data_options.hpp"
#include "options/window_options.hpp"
#include "parzen/read.hpp"
#include "parzen/widths.hpp"
#include "plot/density_plot.hpp"
#include "plot/illustrated_output.hpp"
#include "sweep/sweep_text.hpp"
#include "text/json.hpp"

namespace parzen::command {
namespace {

struct SweepOptions {
  DataOptions data = {};
  std::vector<double> at = {};
  std::vector<Bandwidth> widths = {};
  std::optional<double> truth = {};
  ArticleColumn article = ArticleColumn::no;
  bool explain = false;
  Border border = Border::closed;
  std::optional<int> processes = {};
  Format format = Format::table;
  std::string output = "-";
  std::optional<PictureFile> plot = {};
  Verbosity verbosity = Verbosity::normal;
};

double parse_truth(const std::string& text) {
  const std::vector<double> numbers = parse_numbers(text);
  if (numbers.size() != 1 || numbers[0] < 0) throw std::invalid_argument{"expected one density, 0 or more"};
  return numbers[0];
}

void add_options(CLI::App& app, SweepOptions& options) {
  add_data(app, options.data);
  add_parsed(app, "--at", options.at, parse_numbers, "The point, one coordinate per column of the data")
      ->type_name("X,Y,...")
      ->required();
  add_parsed(app, "--widths", options.widths, parse_widths, "A:B:S steps by S, A:B/N takes N values, or a list a,b,c")
      ->type_name("RANGE")
      ->required();
  add_parsed(app, "--truth", options.truth, parse_truth, "The true density at the point: names the width nearest to it")
      ->type_name("DENSITY");
  app.add_flag_callback(
      "--article", [&options] { options.article = ArticleColumn::yes; },
      "Show also k/n/h, the number the article prints, and why it is not a density");
  add_explain(app, options.explain);
  add_border(app, options.border);
  add_workers(app, options.processes);
  add_format(app, options.format);
  add_output(app, options.output);
  add_plot(app, options.plot, "Draw density against width");
  add_quiet(app, options.verbosity);
}

std::string formatted(const Sweep& sweep, const SweepOptions& options) {
  switch (options.format) {
    case Format::csv:
      return to_csv(exact_table(sweep, options.article));
    case Format::json:
      return dump_json(with_dropped(to_json(sweep, options.article), options.data, sweep.dropped));
    case Format::table:
      break;
  }
  return to_text(sweep, options.article);
}

/// Other borders than the closed one are counted in samples that are held.
Sweep sweep_held(const SweepOptions& options, SampleReader& reader, Progress& progress) {
  const auto [samples, dropped] = read_data(options.data, reader, progress);
  progress.show("counting");
  Sweep sweep = make_sweep(samples, options.at, options.widths, options.border, options.processes, options.truth);
  sweep.dropped = dropped;
  return sweep;
}

/// Counts while it reads, so that files may be larger than memory.
Sweep compute(const SweepOptions& options) {
  Progress progress{options.verbosity};
  SampleReader reader = open_data(options.data);
  check_columns(data_name(options.data), reader.dimension(), options.at.size(), "--at");
  if (options.border != Border::closed) return sweep_held(options, reader, progress);
  const auto watch = [&](const SampleReader& at) {
    show_reading(progress, "counting in " + data_name(options.data), at);
  };
  const int workers = counting_processes(reader, options.processes);
  if (workers == 1) return make_sweep(reader, options.at, options.widths, options.truth, watch);
  polyproc::Pool pool{counting_pool(workers, options.verbosity)};
  return make_sweep(pool, {options.data.files, options.data.read}, options.at, options.widths, options.truth);
}

void run(const SweepOptions& options) {
  // Before the work: a place that cannot be written is a short mistake then.
  IllustratedOutput output{options.output, options.plot};
  const Sweep sweep = compute(options);
  output.draw([&] { return density_plot(sweep, options.article); });
  output.write(formatted(sweep, options));
  tell_dropped(options.data, sweep.dropped);
  if (options.explain) fmt::print(stderr, "parzen: {}\n", sweep.path);
}

}  // namespace

void add_sweep(CLI::App& parzen, Job& job) {
  CLI::App* app = parzen.add_subcommand("sweep", "Estimate the density at one point with windows of many widths");
  const auto options = std::make_shared<SweepOptions>();
  add_options(*app, *options);
  app->callback([options, &job] { job = [options] { run(*options); }; });
}

}  // namespace parzen::command
