#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "article/article_result.hpp"
#include "text/table.hpp"

namespace parzen::command {

/// "['BJWNs', 'GOK0H']": a list as Python prints it.
[[nodiscard]] std::string listed(const std::vector<std::string>& strings);
/// "[(0, 'h5hoV'), (1, 'fvdmN')]"
[[nodiscard]] std::string listed(const std::vector<std::pair<int, std::string>>& strings);
/// "[1, 8, 27]"
[[nodiscard]] std::string listed(const std::vector<int>& numbers);

/// The article's own column beside the right one.
[[nodiscard]] Table side_by_side(const Sweep& sweep);

/// The whole article, for a terminal.
[[nodiscard]] std::string to_text(const Article& article);

/// All of it, for a program; numbers in full.
[[nodiscard]] nlohmann::ordered_json to_json(const Article& article);

}  // namespace parzen::command
