#pragma once

#include <string>

namespace parzen::command {

/// Removes the page and the plots that an earlier report of either kind has left in `directory`, by their names, so
/// that what is there afterwards belongs together. Other files stay.
void remove_old_report(const std::string& directory);

}  // namespace parzen::command
