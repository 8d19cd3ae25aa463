#pragma once

#include <CLI/CLI.hpp>

#include "parzen/bounded_sums.hpp"

namespace parzen::command {

/// `--rtol R` and `--atol A`; without either, every sample's term is summed.
void add_tolerance(CLI::App& app, Tolerance& tolerance);

}  // namespace parzen::command
