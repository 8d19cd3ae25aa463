#include "grid.hpp"

#include <memory>
#include <nlohmann/json.hpp>

#include "failure.hpp"
#include "grid/grid_text.hpp"
#include "options/common_options.hpp"
#include "options/data_options.hpp"
#include "options/grid_options.hpp"
#include "options/window_options.hpp"
#include "parzen/read.hpp"
#include "plot/grid_plot.hpp"
#include "plot/illustrated_output.hpp"
#include "text/json.hpp"

namespace parzen::command {
namespace {

struct GridOptions {
  DataOptions data = {};
  std::vector<std::size_t> size = {};
  std::vector<AxisRange> ranges = {};
  Kernel kernel = Kernel::hypercube;
  std::vector<Bandwidth> widths = {};
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
  add_width(app, options.widths)->required();
  add_kernel(app, options.kernel);
  app.add_flag_callback(
      "--fft", [&options] { options.method = GridMethod::fft; },
      "Put samples into bins and convolve them: fast for many samples, but not exact; the error is stated");
  add_explain(app, options.explain);
  add_workers(app, options.processes);
  add_format(app, options.format);
  add_output(app, options.output);
  add_plot(app, options.plot, "Draw a curve or a heat map");
  add_quiet(app, options.verbosity);
}

void check_method(const GridOptions& options) {
  if (options.method == GridMethod::exact || options.kernel != Kernel::hypercube) return;
  throw UsageError{"--fft: the hypercube is counted, exactly and as fast; take another --kernel"};
}

void check_plot(const GridOptions& options, SampleView samples) {
  if (!options.plot || samples.dimension() <= 2) return;
  throw DataError{fmt::format("{}:1:1: found {} columns, expected 1 or 2 for --plot", data_name(options.data),
                              samples.dimension())};
}

GridEstimate compute(const GridOptions& options) {
  Progress progress{options.verbosity};
  const std::string name = data_name(options.data);
  const auto [samples, dropped] = read_data(options.data, progress);
  check_plot(options, samples);
  const Window window = make_window(options.kernel, options.widths, samples, name);
  Grid grid = make_grid(options.size, options.ranges, samples, window, name);
  progress.show("estimating");
  GridEstimate estimate =
      make_grid_estimate(samples, std::move(grid), window, options.processes, options.method);
  estimate.dropped = dropped;
  return estimate;
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
  check_method(options);
  // Before the work: a place that cannot be written is a short mistake then.
  IllustratedOutput output{options.output, options.plot};
  const GridEstimate estimate = compute(options);
  output.draw([&] { return grid_plot(estimate); });
  write(output, estimate, options);
  tell_dropped(options.data, estimate.dropped);
  if (options.explain) fmt::print(stderr, "parzen: {}\n", estimate.path);
}

}  // namespace

void add_grid(CLI::App& parzen, Job& job) {
  CLI::App* app = parzen.add_subcommand("grid", "Estimate the density on a grid, and draw it");
  const auto options = std::make_shared<GridOptions>();
  add_options(*app, *options);
  app->callback([options, &job] { job = [options] { run(*options); }; });
}

}  // namespace parzen::command
