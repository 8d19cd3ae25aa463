#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "sweep/sweep_result.hpp"
#include "text/table.hpp"

namespace parzen::command {

/// Whether the number that the article prints is shown beside the density.
enum class ArticleColumn { no, yes };

/// Rounded, for people.
[[nodiscard]] Table readable_table(const Sweep& sweep, ArticleColumn article);

/// Every number in full, for a spreadsheet.
[[nodiscard]] Table exact_table(const Sweep& sweep, ArticleColumn article);

/// The shape users' programs read; numbers in full.
[[nodiscard]] nlohmann::ordered_json to_json(const Sweep& sweep, ArticleColumn article);

/// The table and what a reader must know to read it.
[[nodiscard]] std::string to_text(const Sweep& sweep, ArticleColumn article);

}  // namespace parzen::command
