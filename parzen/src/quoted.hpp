#pragma once

#include <string>
#include <string_view>

namespace parzen {

/// What was found, fit for an error of one line: in quotes, control characters as '?', the end cut off if it is long;
/// "nothing" if it is empty.
std::string quoted(std::string_view found);

}  // namespace parzen
