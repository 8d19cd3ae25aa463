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

/// A width, or a list of one per dimension.
[[nodiscard]] nlohmann::ordered_json width_json(const Window& window);

/// "width 0.5", "widths 0.5, 2"
[[nodiscard]] std::string width_text(const Window& window);

}  // namespace parzen::command
