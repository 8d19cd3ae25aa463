#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace parzen {

/// Whether somebody asks for a column by its name: then the first line has names.
[[nodiscard]] bool names_columns(const std::vector<std::string>& wanted);

/// Which of `count` columns, from 0, are wanted: each by its name in `names`, which may be empty, or by its number from
/// 1. All of them if `wanted` is empty. Throws DataError, which begins with `place`, if there is no such column or one
/// is wanted twice.
[[nodiscard]] std::vector<std::size_t> choose_columns(const std::vector<std::string>& wanted,
                                                      const std::vector<std::string>& names, std::size_t count,
                                                      const std::string& place);

}  // namespace parzen
