#include "bench.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "bench/bench_result.hpp"
#include "bench/bench_text.hpp"
#include "options/common_options.hpp"
#include "parzen/normal.hpp"
#include "parzen/widths.hpp"
#include "plot/bench_plot.hpp"
#include "plot/illustrated_output.hpp"
#include "text/json.hpp"

namespace parzen::command {
namespace {

struct BenchOptions {
  std::size_t samples = 10'000;
  std::vector<Bandwidth> widths = parse_widths(kArticleWidths);
  std::vector<int> processes = {1, 2, 3, 4, 6};
  Mode mode = Mode::article;
  int repeats = 5;
  std::uint32_t seed = 123;
  std::string scratch = default_scratch_directory();
  Format format = Format::table;
  std::string output = "-";
  std::optional<PictureFile> plot = {};
  Verbosity verbosity = Verbosity::normal;
};

Mode parse_mode(const std::string& name) {
  if (name == "article") return Mode::article;
  if (name == "sweep") return Mode::sweep;
  throw std::invalid_argument{fmt::format("expected article or sweep, got '{}'", name)};
}

void add_options(CLI::App& app, BenchOptions& options) {
  add_whole(app, "--samples", options.samples, std::size_t{1}, kMostSamples, "Samples, of two-dimensional normal data");
  add_parsed(app, "--widths", options.widths, parse_widths, "A:B:S steps by S, A:B/N takes N values, or a list a,b,c")
      ->type_name("RANGE")
      ->default_str(kArticleWidths);
  add_process_list(app, options.processes, "Numbers of worker processes to measure");
  add_parsed(app, "--mode", options.mode, parse_mode,
             "article: every width a task that scans all samples; sweep: all widths in one pass")
      ->type_name("NAME")
      ->default_str("article");
  add_whole(app, "--repeats", options.repeats, 1, 1'000'000, "Measured runs of each");
  add_seed(app, options.seed, "Seed of the samples");
  add_scratch(app, options.scratch);
  add_format(app, options.format);
  add_output(app, options.output);
  add_plot(app, options.plot, "Draw the times as bars");
  add_quiet(app, options.verbosity);
}

Bench measure(const BenchOptions& options) {
  Progress progress{options.verbosity};
  progress.show("drawing samples");
  const Samples samples =
      sample_normal(options.samples, std::vector<double>{0, 0}, std::vector<double>{1, 0, 0, 1}, options.seed);
  const Work work{.mode = options.mode, .samples = samples, .at = {0, 0}, .widths = options.widths};
  Bench bench =
      run_bench(work, options.processes, options.repeats, [&](std::string_view text) { progress.show(text); });
  progress.show("waiting for the disk");
  add_disk(bench, options.scratch, options.processes);
  return bench;
}

std::string formatted(const Bench& bench, Format format) {
  switch (format) {
    case Format::csv:
      return to_csv(exact_table(bench));
    case Format::json:
      return dump_json(to_json(bench));
    case Format::table:
      break;
  }
  return to_text(bench);
}

void run(const BenchOptions& options) {
  check_scratch(options.scratch);
  // Before the work: a place that cannot be written is a short mistake then.
  IllustratedOutput output{options.output, options.plot};
  const Bench bench = measure(options);
  std::optional<GnuplotMissing> missing;
  try {
    output.draw([&] { return bench_plot(bench); });
  } catch (const GnuplotMissing& error) {
    missing = error;  // what took so long to measure is worth having without its picture
  }
  output.write(formatted(bench, options.format));
  if (missing) throw *missing;
}

}  // namespace

void add_bench(CLI::App& parzen, Job& job) {
  CLI::App* app = parzen.add_subcommand("bench", "Measure the work serially, with processes, and with threads");
  const auto options = std::make_shared<BenchOptions>();
  add_options(*app, *options);
  app->callback([options, &job] { job = [options] { run(*options); }; });
}

}  // namespace parzen::command
