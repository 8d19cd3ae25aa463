#pragma once

#include "options/parsed_option.hpp"

namespace parzen::command {

/// Adds `parzen grid`: the density on a grid, and its picture.
/// `job` receives the work when this subcommand was chosen.
void add_grid(CLI::App& parzen, Job& job);

}  // namespace parzen::command
