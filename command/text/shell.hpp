#pragma once

#include <string>
#include <string_view>

namespace parzen::command {

/// The word that a shell reads as exactly `text`, whatever is in it.
[[nodiscard]] std::string shell_quoted(std::string_view text);

}  // namespace parzen::command
