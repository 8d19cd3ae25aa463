#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace parzen::command {

/// What the limits cover; stands by every table and plot that shows them.
inline constexpr std::string_view kLimitsSentence =
    "low and high are 95 % Clopper–Pearson limits for the density averaged over the window. "
    "They do not contain the bias of that average, which grows with h², "
    "and they hold for each width alone, not for all of them together.";

/// The same of a table of many points and one width.
inline constexpr std::string_view kPointLimitsSentence =
    "low and high are 95 % Clopper–Pearson limits for the density averaged over the window. "
    "They do not contain the bias of that average, which grows with h², "
    "and they hold for each point alone, not for all of them together.";

/// Why the article's numbers are not densities where the data has `dimension` columns; for one they are.
[[nodiscard]] std::string exponent_paragraph(std::size_t dimension);

/// What follows for the article's own table: 10 000 samples in two dimensions, at the origin.
inline constexpr std::string_view kArtefactParagraph =
    "The article's conclusion that h = 1.1 is the best width is therefore an artefact: "
    "k/n/h grows with h and happens to cross the true density there. "
    "Divided rightly, 10 000 samples estimate the density at the origin best near h = 0.603.";

/// Breaks a paragraph into lines of at most `columns` letters, at spaces. Ends with a newline.
[[nodiscard]] std::string wrapped(std::string_view paragraph, std::size_t columns = 96);

}  // namespace parzen::command
