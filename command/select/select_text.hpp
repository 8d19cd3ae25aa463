#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "select/select_result.hpp"
#include "text/table.hpp"

namespace parzen::command {

/// For people: the width, how to use it, and what speaks against it. `data` is what the samples are called on a command
/// line.
[[nodiscard]] std::string to_text(const Selection& selection, const std::string& data);

/// For spreadsheets: the method and the width.
[[nodiscard]] Table exact_table(const Selection& selection);

/// For programs: all there is.
[[nodiscard]] nlohmann::ordered_json to_json(const Selection& selection);

}  // namespace parzen::command
