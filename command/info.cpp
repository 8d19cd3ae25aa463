#include "info.hpp"

#include <memory>
#include <nlohmann/json.hpp>

#include "options/common_options.hpp"
#include "output/output.hpp"
#include "system/system_info.hpp"
#include "text/json.hpp"
#include "text/table.hpp"

namespace parzen::command {
namespace {

struct InfoOptions {
  Format format = Format::table;
  std::string output = "-";
  Verbosity verbosity = Verbosity::normal;  // taken as everywhere; there is no progress to show
};

std::string csv(const std::vector<Fact>& facts) {
  Table table{.headings = {"key", "value"}};
  for (const Fact& fact : facts) table.rows.push_back({fact.key, value_text(fact)});
  return to_csv(table);
}

std::string formatted(const std::vector<Fact>& facts, Format format) {
  switch (format) {
    case Format::csv:
      return csv(facts);
    case Format::json:
      return dump_json(to_json(facts));
    case Format::table:
      break;
  }
  return to_text(facts);
}

}  // namespace

void add_info(CLI::App& parzen, Job& job) {
  CLI::App* app = parzen.add_subcommand("info", "Show the system: CPU, cores, memory, versions");
  const auto options = std::make_shared<InfoOptions>();
  add_format(*app, options->format);
  add_output(*app, options->output);
  add_quiet(*app, options->verbosity);
  app->callback([options, &job] {
    job = [options] { write_output(options->output, formatted(system_facts(), options->format)); };
  });
}

}  // namespace parzen::command
