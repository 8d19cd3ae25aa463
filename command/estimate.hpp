#pragma once

#include "options/parsed_option.hpp"

namespace parzen::command {

/// Adds `parzen estimate`: the density at points of the user's choice.
/// `job` receives the work when this subcommand was chosen.
void add_estimate(CLI::App& parzen, Job& job);

}  // namespace parzen::command
