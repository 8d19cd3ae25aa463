#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace parzen::command {

/// A count, whole unless samples count half.
[[nodiscard]] nlohmann::ordered_json count_json(double count);

/// One line of JSON, ended by a newline. A file's name need not be UTF-8, which JSON must be: what is not becomes
/// U+FFFD.
[[nodiscard]] std::string dump_json(const nlohmann::ordered_json& json);

}  // namespace parzen::command
