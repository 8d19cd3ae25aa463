#pragma once

#include <CLI/CLI.hpp>

#include "options/parsed_option.hpp"

namespace parzen::command {

/// Adds `parzen classify`: Bayes' rule with estimated densities.
/// `job` receives the work when this subcommand was chosen.
void add_classify(CLI::App& parzen, Job& job);

}  // namespace parzen::command
