#pragma once

#include <CLI/CLI.hpp>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "options/weights_option.hpp"
#include "parzen/domain.hpp"

namespace parzen::command {

/// What the command line says of where samples can be.
struct DomainChoice {
  std::vector<DomainAxis> reflect = {};
  std::vector<DomainAxis> periodic = {};
};

/// `--reflect A:B[,A:B...]` and `--periodic A:B[,A:B...]`
void add_domain(CLI::App& app, DomainChoice& choice);

/// Whether there is a choice: without, the domain is all of space.
[[nodiscard]] bool has_bounds(const DomainChoice& choice);

/// The domain of these samples, which errors call `name`; all of space if there is no choice. Brings the samples into
/// its periods.
///
/// Throws UsageError if both options name a column; DataError if they are for another number of columns, a sample is
/// outside of its bounds, or the window does not fit the domain.
[[nodiscard]] Domain make_domain(const DomainChoice& choice, WeightedSamples& data, const Window& window,
                                 const std::string& name);

/// ", x1 reflected from 0, x2 periodic from 0 to 360"; empty for all of space.
[[nodiscard]] std::string domain_text(const Domain& domain);

/// One entry per column: null, or its `ends`, `low` and `high`, null where it goes on.
[[nodiscard]] nlohmann::ordered_json domain_json(const Domain& domain);

}  // namespace parzen::command
