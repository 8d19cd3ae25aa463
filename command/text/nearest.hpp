#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parzen::command {

/// The one of `words` that `typed` becomes with the fewest letters added, left out, replaced or swapped with their
/// neighbour; empty if even that takes more than one change for every three letters.
[[nodiscard]] std::optional<std::string> nearest(std::string_view typed, const std::vector<std::string>& words);

}  // namespace parzen::command
