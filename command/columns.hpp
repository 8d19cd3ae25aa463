#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace parzen::command {

/// Throws DataError, which calls the data `name`, unless it has as many columns as are expected because of `as_in`, an
/// option or another file.
void check_columns(const std::string& name, std::size_t found, std::size_t expected, std::string_view as_in);

}  // namespace parzen::command
