#pragma once

#include <string>
#include <vector>

namespace parzen::command {

/// A part of a page under a heading. `heading` is text, `html` is HTML.
struct Section {
  std::string heading;
  std::string html;
};

/// One self-contained HTML page: style inside, pictures inside, and a policy that forbids it any request.
/// Reads on a phone and on paper, light and dark. `title` and `lead` are text.
[[nodiscard]] std::string page(const std::string& title, const std::string& lead, const std::vector<Section>& sections);

}  // namespace parzen::command
