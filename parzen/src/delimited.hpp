#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parzen/samples.hpp"

namespace parzen {

/// Reads a table of numbers from text, as read_samples describes it. Without a `separator` it is a tab if the first
/// line with content has one, else a comma. Throws DataError, which calls the text `name`.
Samples parse_delimited(std::string_view text, std::optional<char> separator, const std::string& name);

}  // namespace parzen
