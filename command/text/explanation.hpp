#pragma once

#include <string>
#include <string_view>

namespace parzen::command {

/// What the limits cover; stands by every table and plot that shows them.
inline constexpr std::string_view kLimitsSentence =
    "low and high are 95 % Clopper–Pearson limits for the density averaged over the window. They do not contain the "
    "bias "
    "of that average, which grows with h², and they hold for each width alone, not for all of them together.";

/// Why the article's numbers are not densities.
inline constexpr std::string_view kExponentParagraph =
    "Why the two columns differ: the article divides k/n by h**point_x.shape[1]. Its point is a column of d rows, so "
    "shape[1] is 1 where the dimension d = 2 was meant, and its table is k/n/h. A density is a share per volume, and "
    "the "
    "window's volume is h², so the estimate is k/n/h². The article's conclusion that h = 1.1 is the best width is "
    "therefore an artefact: k/n/h grows with h and happens to cross the true density there. Divided rightly, 10 000 "
    "samples estimate the density at the origin best near h = 0.603.";

/// Breaks a paragraph into lines of at most `columns` letters, at spaces. Ends with a newline.
[[nodiscard]] std::string wrapped(std::string_view paragraph, std::size_t columns = 96);

}  // namespace parzen::command
