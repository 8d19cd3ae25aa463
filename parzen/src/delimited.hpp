#pragma once

#include <memory>
#include <optional>

#include "input.hpp"
#include "parzen/read.hpp"
#include "table_source.hpp"

namespace parzen {

/// A table of numbers in text, as read_samples describes it. Without a `separator` it is a tab if the first line with
/// content has one, else a comma. Reads that line; throws DataError.
[[nodiscard]] std::unique_ptr<TableSource> open_delimited(std::unique_ptr<Input> input, std::optional<char> separator,
                                                          const ReadOptions& options);

}  // namespace parzen
