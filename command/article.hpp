#pragma once

#include "options/parsed_option.hpp"

namespace parzen::command {

/// Adds `parzen article`: the article from beginning to end, or a report on the user's own file, as text and as a page.
/// `job` receives the work when this subcommand was chosen.
void add_article(CLI::App& parzen, Job& job);

}  // namespace parzen::command
