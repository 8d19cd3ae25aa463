// The `parzen` command. main is the only place that prints an error and picks the exit code.
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "article.hpp"
#include "bench.hpp"
#include "classify.hpp"
#include "estimate.hpp"
#include "failure.hpp"
#include "grid.hpp"
#include "info.hpp"
#include "output/file_buffer.hpp"
#include "parzen/read.hpp"
#include "sample.hpp"
#include "select.hpp"
#include "sweep.hpp"
#include "text/nearest.hpp"

namespace parzen::command {
namespace {

enum ExitCode { kDone = 0, kFailed = 1, kUsage = 2 };

int print_error(std::string line, ExitCode code) {
  std::ranges::replace(line, '\n', ' ');
  fmt::print(stderr, "{}\n", line);
  return code;
}

int report(const std::string& message, ExitCode code) { return print_error("parzen: " + message, code); }

int report_usage(const CLI::App& app, const std::string& message) {
  const auto chosen = app.get_subcommands();
  return report(
      fmt::format("{}; see 'parzen {}--help'", message, chosen.empty() ? "" : chosen.front()->get_name() + " "),
      kUsage);
}

void add_subcommands(CLI::App& app, Job& job) {
  add_article(app, job);
  add_sample(app, job);
  add_sweep(app, job);
  add_estimate(app, job);
  add_grid(app, job);
  add_select(app, job);
  add_classify(app, job);
  add_bench(app, job);
  add_info(app, job);
}

/// What somebody wrote where a subcommand belongs; empty if there is nothing of the kind.
std::string unknown_subcommand(const CLI::App& app, int argc, char** argv) {
  if (!app.get_subcommands().empty() || argc < 2 || *argv[1] == '-') return {};
  return argv[1];
}

std::string complaint_about(const std::string& unknown, const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* subcommand : app.get_subcommands({})) names.push_back(subcommand->get_name());
  const std::optional<std::string> meant = nearest(unknown, names);
  return fmt::format("'{}' is no subcommand, expected {}", unknown,
                     meant ? fmt::format("perhaps '{}'", *meant) : fmt::format("{}", fmt::join(names, ", ")));
}

// Help is output like any other: a full disk under `parzen --help > file` is an error.
int print_help(const CLI::App& app, const CLI::ParseError& request) {
  app.exit(request);
  std::cout.flush();
  if (!std::cout) fail_to_write("standard output", errno);
  return kDone;
}

int parse_and_run(CLI::App& app, int argc, char** argv) {
  Job job;
  add_subcommands(app, job);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& request) {
    return print_help(app, request);
  }
  job();
  return kDone;
}

int run(int argc, char** argv) {
  CLI::App app{"Parzen-window density estimation on all cores", "parzen"};
  app.set_version_flag("--version", "parzen " PARZEN_VERSION);
  app.require_subcommand(1);
  try {
    return parse_and_run(app, argc, argv);
  } catch (const CLI::ParseError& error) {
    const std::string unknown = unknown_subcommand(app, argc, argv);
    return report_usage(app, unknown.empty() ? error.what() : complaint_about(unknown, app));
  } catch (const UsageError& error) {
    return report_usage(app, error.what());
  } catch (const DataError& error) {
    return print_error(error.what(), kFailed);  // begins with file:line:column, where editors look for it
  } catch (const std::bad_alloc&) {
    return report("not enough memory; give it less data or a machine with more", kFailed);
  } catch (const std::exception& error) {
    return report(error.what(), kFailed);
  }
}

}  // namespace
}  // namespace parzen::command

int main(int argc, char** argv) {
  // `parzen … | head -1` ends quietly, also under a parent that ignores SIGPIPE and passes that on.
  std::signal(SIGPIPE, SIG_DFL);
  // A file that grows beyond the limit is an error that names it, not a death without a word.
  std::signal(SIGXFSZ, SIG_IGN);
  return parzen::command::run(argc, argv);
}
