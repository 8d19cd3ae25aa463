#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "article/own_data.hpp"
#include "text/table.hpp"

namespace parzen::command {

/// One row per column of the data.
[[nodiscard]] Table readable_table(const std::vector<ColumnSummary>& columns);

/// "1 000 samples of dimension 2 in flowers.csv"
[[nodiscard]] std::string description(const OwnData& data);

/// How point and widths were chosen, and where one width for all columns is a poor choice.
[[nodiscard]] std::string choice_of_widths(const OwnData& data);

/// For a terminal.
[[nodiscard]] std::string to_text(const OwnData& data);

/// For a program; numbers in full.
[[nodiscard]] nlohmann::ordered_json to_json(const OwnData& data);

}  // namespace parzen::command
