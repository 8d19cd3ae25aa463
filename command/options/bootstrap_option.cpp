#include "options/bootstrap_option.hpp"

#include <nlohmann/json.hpp>

#include "options/common_options.hpp"
#include "options/parsed_option.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

double parse_level(const std::string& text) {
  const std::vector<double> numbers = parse_probabilities(text);
  if (numbers.size() == 1) return numbers[0];
  throw std::invalid_argument{fmt::format("found {} numbers, expected one", numbers.size())};
}

}  // namespace

void add_bootstrap(CLI::App& app, BootstrapChoice& choice) {
  constexpr std::size_t kMostReplicates = 1'000'000;
  add_whole(app, "--bootstrap", choice.replicates, std::size_t{2}, kMostReplicates,
            "Limits from this many resamplings of the samples")
      ->default_str("");
  add_parsed(app, "--level", choice.level, parse_level, "Share of the resamplings between the limits")
      ->type_name("P")
      ->default_str("0.95");
  add_seed(app, choice.seed, "Seed of the resamplings");
}

nlohmann::ordered_json bootstrap_json(const BootstrapChoice& choice) {
  return {{"replicates", choice.replicates}, {"level", choice.level}, {"seed", choice.seed}};
}

std::string bootstrap_sentence(const BootstrapChoice& choice) {
  return fmt::format(
      "low and high: between them are {} % of the densities in {} resamplings of the samples, point by point "
      "(bootstrap "
      "percentile limits, seed {}). They say how the estimate varies from sample to sample, not how far its bias goes.",
      significant(100 * choice.level), choice.replicates, choice.seed);
}

}  // namespace parzen::command
