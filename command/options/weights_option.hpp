#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <variant>

#include "parzen/samples.hpp"
#include "parzen/weights.hpp"

namespace parzen::command {

/// Where weights come from: a column of the data, by its number from 1, or a file of one column.
using WeightsSource = std::variant<std::size_t, std::string>;

/// Samples, and how much each counts, if not all count the same.
struct WeightedSamples {
  Samples samples;
  std::optional<Weights> weights = {};
};

/// `--weights COLUMN|FILE`
void add_weights(CLI::App& app, std::optional<WeightsSource>& source);

/// Takes the column of weights out of the samples, or reads the file. Errors call the samples `name`.
///
/// Throws DataError unless there is such a column and one more, or a file of one column and as many rows; or if a
/// weight is negative, or all are 0.
[[nodiscard]] WeightedSamples with_weights(Samples samples, const std::optional<WeightsSource>& source,
                                           const std::string& name);

}  // namespace parzen::command
