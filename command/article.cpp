#include "article.hpp"

#include <memory>
#include <nlohmann/json.hpp>

#include "article/article_text.hpp"
#include "article/own_data_text.hpp"
#include "columns.hpp"
#include "options/common_options.hpp"
#include "options/data_options.hpp"
#include "options/parsed_option.hpp"
#include "output/output.hpp"
#include "parzen/read.hpp"
#include "parzen/widths.hpp"
#include "report/article_report.hpp"
#include "report/old_report.hpp"
#include "report/own_data_report.hpp"
#include "sweep/sweep_text.hpp"
#include "text/json.hpp"

namespace parzen::command {
namespace {

struct ArticleOptions {
  ArticleQuestion question = {};
  std::string directory = "report";
  std::string result = "-";
  std::string data = {};
  ReadOptions read = {};
  std::vector<double> at = {};
  Format format = Format::table;
  Verbosity verbosity = Verbosity::normal;
};

std::string parse_directory(const std::string& text) {
  if (text == "-") throw std::invalid_argument{"expected a directory for the report, got '-'"};
  return parse_file_name(text);
}

void add_options(CLI::App& app, ArticleOptions& options) {
  add_parsed(app, "-o,--output", options.directory, parse_directory,
             "Directory of the report; made if it does not exist")
      ->type_name("DIR")
      ->default_str(options.directory);
  CLI::Option* data = add_parsed(app, "--data", options.data, parse_file_name,
                                 "Report on the samples in this file instead; - is standard input");
  data->type_name("FILE");
  add_table(app, options.read);
  add_parsed(app, "--at", options.at, parse_numbers,
             "The point to look at in FILE; by default the median of each column")
      ->type_name("X,Y,...")
      ->needs(data);
  add_seed(app, options.question.seed, "Seed of the random strings and the samples");
  add_whole(app, "--processes", options.question.processes, 1, kMostProcesses,
            "Worker processes that count for the table");
  add_whole(app, "--samples", options.question.larger, std::size_t{1}, kMostSamples, "Samples in the larger benchmark");
  add_whole(app, "--repeats", options.question.repeats, 1, 1'000'000, "Measured runs of each contender");
  add_scratch(app, options.question.scratch);
  add_format(app, options.format);
  add_parsed(app, "--result", options.result, parse_file_name, "Where the text, CSV or JSON goes; - is standard output")
      ->type_name("FILE")
      ->default_str(options.result);
  add_quiet(app, options.verbosity);
}

// CSV is one table, and the table of widths is the one that both reports have.
template <class Result>
std::string formatted(const Result& result, Format format, ArticleColumn article) {
  switch (format) {
    case Format::csv:
      return to_csv(exact_table(result.sweep, article));
    case Format::json:
      return dump_json(to_json(result));
    case Format::table:
      break;
  }
  return to_text(result);
}

/// The page, then the text, and last of all the complaint if the pictures are missing.
template <class Result>
void publish(const Result& result, const ArticleOptions& options, ArticleColumn article, Output& output) {
  remove_old_report(options.directory);
  const std::optional<GnuplotMissing> missing = write_report(result, options.directory);
  output.write(formatted(result, options.format, article));
  if (missing) throw GnuplotMissing{*missing};
}

Article compute_article(const ArticleOptions& options) {
  Progress progress{options.verbosity};
  return run_article(options.question, [&](std::string_view text) { progress.show(text); });
}

OwnData compute_own_data(const ArticleOptions& options) {
  Progress progress{options.verbosity};
  const std::string name = input_name(options.data);
  const DataOptions wanted{{options.data}, options.read};
  const auto [samples, dropped] = read_data(wanted, progress);
  tell_dropped(wanted, dropped);
  if (!options.at.empty()) check_columns(name, samples.dimension(), options.at.size(), "--at");
  return look_at(name, samples, options.at, options.question.repeats,
                 [&](std::string_view text) { progress.show(text); });
}

void check(const ArticleOptions& options) {
  const bool is_table = !options.read.columns.empty() || options.read.nan != NanPolicy::refuse;
  if (is_table && options.data.empty())
    throw UsageError{"--columns, --nan: the article has its own data; use --data FILE"};
}

void run(const ArticleOptions& options) {
  check(options);
  make_directory(options.directory);
  Output output{options.result};  // before the work, as the directory
  if (options.data.empty()) {
    publish(compute_article(options), options, ArticleColumn::yes, output);
  } else {
    publish(compute_own_data(options), options, ArticleColumn::no, output);
  }
}

}  // namespace

void add_article(CLI::App& parzen, Job& job) {
  CLI::App* app =
      parzen.add_subcommand("article", "Run the article from beginning to end; write its plots and a report");
  const auto options = std::make_shared<ArticleOptions>();
  add_options(*app, *options);
  app->callback([options, &job] { job = [options] { run(*options); }; });
}

}  // namespace parzen::command
