#include "select.hpp"

#include <memory>
#include <nlohmann/json.hpp>

#include "failure.hpp"
#include "options/common_options.hpp"
#include "options/data_options.hpp"
#include "options/window_options.hpp"
#include "parzen/read.hpp"
#include "parzen/widths.hpp"
#include "plot/criterion_plot.hpp"
#include "plot/illustrated_output.hpp"
#include "select/select_text.hpp"
#include "text/json.hpp"

namespace parzen::command {
namespace {

struct SelectOptions {
  DataOptions data = {};
  Method method = Method::normal_reference;
  Kernel kernel = Kernel::hypercube;
  std::vector<Bandwidth> widths = {};
  std::optional<int> processes = {};
  Format format = Format::table;
  std::string output = "-";
  std::optional<PictureFile> plot = {};
  Verbosity verbosity = Verbosity::normal;
};

void add_options(CLI::App& app, SelectOptions& options) {
  add_data(app, options.data);
  add_parsed(app, "--method", options.method, parse_method, "normal-reference, lscv, likelihood-cv, sj or isj")
      ->type_name("NAME")
      ->required();
  add_kernel(app, options.kernel);
  add_parsed(app, "--widths", options.widths, parse_widths,
             "The widths that cross-validation chooses from; by default a range around the normal reference")
      ->type_name("RANGE");
  add_workers(app, options.processes);
  add_format(app, options.format);
  add_output(app, options.output);
  add_plot(app, options.plot, "Draw the criterion against the width");
  add_quiet(app, options.verbosity);
}

void check(const SelectOptions& options) {
  if (options.method == Method::lscv || options.method == Method::likelihood_cv) return;
  if (options.plot) throw UsageError{"--plot: only lscv and likelihood-cv have a criterion to draw; use --method lscv"};
  if (!options.widths.empty()) {
    throw UsageError{"--widths: only lscv and likelihood-cv choose from a list; use --method lscv"};
  }
}

Selection compute(const SelectOptions& options) {
  Progress progress{options.verbosity};
  const std::string name = data_name(options.data);
  const auto [samples, dropped] = read_data(options.data, progress);
  progress.show("choosing a width");
  try {
    Selection selection = select_width(samples, options.kernel, options.method, options.widths, options.processes);
    selection.dropped = dropped;
    return selection;
  } catch (const std::invalid_argument& error) {
    throw DataError{fmt::format("{}:1:1: --method {}: {}", name, method_name(options.method), error.what())};
  }
}

std::string formatted(const Selection& selection, const SelectOptions& options) {
  switch (options.format) {
    case Format::csv:
      return to_csv(exact_table(selection));
    case Format::json:
      return dump_json(with_dropped(to_json(selection), options.data, selection.dropped));
    case Format::table:
      break;
  }
  return to_text(selection, shell_words(options.data));
}

void run(const SelectOptions& options) {
  check(options);
  // Before the work: a place that cannot be written is a short mistake then.
  IllustratedOutput output{options.output, options.plot};
  const Selection selection = compute(options);
  output.draw([&] { return criterion_plot(selection); });
  output.write(formatted(selection, options));
  tell_dropped(options.data, selection.dropped);
  if (options.format == Format::csv) {
    for (const std::string& warning : selection.warnings) fmt::print(stderr, "parzen: warning: {}\n", warning);
  }
}

}  // namespace

void add_select(CLI::App& parzen, Job& job) {
  CLI::App* app = parzen.add_subcommand("select", "Choose the width of the window");
  const auto options = std::make_shared<SelectOptions>();
  add_options(*app, *options);
  app->callback([options, &job] { job = [options] { run(*options); }; });
}

}  // namespace parzen::command
