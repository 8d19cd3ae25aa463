#pragma once

#include <string>
#include <string_view>

namespace parzen {

/// The beginning of what was found, fit for an error of one line: in quotes, control characters as '?', the end cut off
/// if it is long; "nothing" if it is empty.
std::string excerpt(std::string_view found);

}  // namespace parzen
