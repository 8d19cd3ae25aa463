#include "os/kibibytes.hpp"

#include <sstream>
#include <string>

namespace polyproc::internal::os {

std::optional<std::size_t> next_kibibytes(std::istream& lines, std::string_view name) {
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields{line};
    std::string found;
    std::size_t kibibytes = 0;
    if (fields >> found >> kibibytes && found == name) return kibibytes;
  }
  return std::nullopt;
}

}  // namespace polyproc::internal::os
