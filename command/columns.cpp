#include "columns.hpp"

#include <fmt/format.h>

#include "parzen/read.hpp"

namespace parzen::command {

void check_columns(const std::string& name, std::size_t found, std::size_t expected, std::string_view as_in) {
  if (found == expected) return;
  throw DataError{fmt::format("{}:1:1: found {} column{}, expected {} as in {}", name, found, found == 1 ? "" : "s",
                              expected, as_in)};
}

}  // namespace parzen::command
