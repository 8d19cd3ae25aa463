#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "estimate/estimate_result.hpp"
#include "text/table.hpp"

namespace parzen::command {

enum class LogColumn { no, yes };

/// For people: a heading, the table, what the limits cover.
[[nodiscard]] std::string to_text(const Estimate& estimate, LogColumn log);

/// For spreadsheets: x1, …, xd, density and, if asked for, log_density; numbers round-trip.
[[nodiscard]] Table exact_table(const Estimate& estimate, LogColumn log);

/// For programs: all there is. What no JSON number holds, the logarithm of 0, is null.
[[nodiscard]] nlohmann::ordered_json to_json(const Estimate& estimate);

/// "10 samples", "10 weighted samples (worth 7.1 equal ones)"
[[nodiscard]] std::string samples_text(std::size_t samples, std::optional<double> effective_samples);

}  // namespace parzen::command
