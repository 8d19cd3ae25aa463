#pragma once

#include "options/parsed_option.hpp"

namespace parzen::command {

/// Adds `parzen select`: the width to use, and why.
/// `job` receives the work when this subcommand was chosen.
void add_select(CLI::App& parzen, Job& job);

}  // namespace parzen::command
