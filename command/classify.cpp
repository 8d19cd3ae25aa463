#include "classify.hpp"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "classify/classify_text.hpp"
#include "columns.hpp"
#include "options/common_options.hpp"
#include "options/data_options.hpp"
#include "output/output.hpp"
#include "parzen/read.hpp"
#include "text/json.hpp"

namespace parzen::command {
namespace {

struct ClassifyOptions {
  DataOptions data = {};
  std::size_t label = 0;
  std::string test = {};
  std::string points = {};
  WindowChoice window = {};
  Format format = Format::table;
  std::string output = "-";
  Verbosity verbosity = Verbosity::normal;
};

void add_options(CLI::App& app, ClassifyOptions& options) {
  add_data(app, options.data);
  add_whole(app, "--label", options.label, std::size_t{1}, std::size_t{1} << 32U,
            "The column with the classes, numbers")
      ->default_str("")
      ->required();
  add_parsed(app, "--test", options.test, parse_file_name, "Samples with classes, like DATA, to count the errors on")
      ->type_name("FILE");
  add_parsed(app, "--points", options.points, parse_file_name, "Points without classes, to tell them")
      ->type_name("FILE");
  add_window(app, options.window);
  add_format(app, options.format);
  add_output(app, options.output);
  add_quiet(app, options.verbosity);
}

void check(const ClassifyOptions& options) {
  check_window(options.window);
  if (!options.test.empty() && !options.points.empty()) {
    throw UsageError{"--test and --points exclude each other; run it twice"};
  }
  const bool reads_input = std::ranges::count(options.data.files, "-") > 0;
  if (reads_input && (options.test == "-" || options.points == "-")) {
    throw UsageError{"--test, --points: standard input holds the samples already; use a file"};
  }
}

/// The file to test on has the columns of DATA, and its missing numbers.
Confusion tested(const Classes& learnt, const ClassifyOptions& options, Progress& progress) {
  if (options.test.empty()) return test_held_out(learnt, data_name(options.data));
  const DataOptions test{{options.test}, options.data.read};
  const std::string name = data_name(test);
  const auto [table, dropped] = read_data(test, progress);
  check_columns(name, table.dimension(), learnt.classes[0].samples.dimension() + 1, data_name(options.data));
  progress.show("classifying");
  Confusion confusion = test_on(learnt, with_labels(table, options.label, name), name);
  tell_dropped(test, dropped);
  return confusion;
}

std::string formatted(const Classes& learnt, const Confusion& confusion, const ClassifyOptions& options,
                      std::uint64_t dropped) {
  const TestedOn tested_on = options.test.empty() ? TestedOn::held_out : TestedOn::file;
  if (options.format == Format::csv) return to_csv(confusion_table(learnt, confusion));
  if (options.format == Format::json) {
    return dump_json(with_dropped(to_json(learnt, confusion, tested_on), options.data, dropped));
  }
  return to_text(learnt, confusion, tested_on);
}

std::string told(const Classes& learnt, const ClassifyOptions& options, std::uint64_t dropped) {
  const Samples points = read_samples(options.points);
  check_columns(input_name(options.points), points.dimension(), learnt.classes[0].samples.dimension(),
                data_name(options.data) + " without its label");
  const std::vector<Posterior> posteriors = classify(learnt.classes, points);
  if (options.format == Format::csv) return to_csv(exact_table(learnt, points, posteriors));
  if (options.format == Format::json) {
    return dump_json(with_dropped(to_json(learnt, points, posteriors), options.data, dropped));
  }
  return to_text(readable_table(learnt, points, posteriors));
}

void run(const ClassifyOptions& options) {
  check(options);
  Output output{options.output};  // before the work: a place that cannot be written is a short mistake then
  Progress progress{options.verbosity};
  const std::string name = data_name(options.data);
  const auto [table, dropped] = read_data(options.data, progress);
  progress.show("classifying");
  const Classes learnt = learn(with_labels(table, options.label, name), options.window, name);
  output.write(options.points.empty() ? formatted(learnt, tested(learnt, options, progress), options, dropped)
                                      : told(learnt, options, dropped));
  tell_dropped(options.data, dropped);
}

}  // namespace

void add_classify(CLI::App& parzen, Job& job) {
  CLI::App* app = parzen.add_subcommand("classify", "Tell classes by Bayes' rule with estimated densities");
  const auto options = std::make_shared<ClassifyOptions>();
  add_options(*app, *options);
  app->callback([options, &job] { job = [options] { run(*options); }; });
}

}  // namespace parzen::command
