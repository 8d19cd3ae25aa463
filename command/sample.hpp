#pragma once

#include "options/parsed_option.hpp"

namespace parzen::command {

/// Adds `parzen sample`: draws samples of a known distribution.
/// `job` receives the work when this subcommand was chosen.
void add_sample(CLI::App& parzen, Job& job);

}  // namespace parzen::command
