#pragma once

#include "options/parsed_option.hpp"

namespace parzen::command {

/// Adds `parzen info`: what a measured time depends on.
/// `job` receives the work when this subcommand was chosen.
void add_info(CLI::App& parzen, Job& job);

}  // namespace parzen::command
