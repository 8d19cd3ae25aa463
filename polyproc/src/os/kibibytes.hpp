#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <string_view>

namespace polyproc::internal::os {

/// The number in a line like "MemAvailable:   24063596 kB" of a file below /proc, looked for from where the stream
/// stands.
[[nodiscard]] std::optional<std::size_t> next_kibibytes(std::istream& lines, std::string_view name);

}  // namespace polyproc::internal::os
