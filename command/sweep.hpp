#pragma once

#include "options/parsed_option.hpp"

namespace parzen::command {

/// Adds `parzen sweep`: the density at one point through windows of many widths.
/// `job` receives the work when this subcommand was chosen.
void add_sweep(CLI::App& parzen, Job& job);

}  // namespace parzen::command
