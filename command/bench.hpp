#pragma once

#include "options/parsed_option.hpp"

namespace parzen::command {

/// Adds `parzen bench`: the work done serially, by processes and by threads, and a task that waits for a disk.
/// `job` receives the work when this subcommand was chosen.
void add_bench(CLI::App& parzen, Job& job);

}  // namespace parzen::command
