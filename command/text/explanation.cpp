#include "text/explanation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/table.hpp"

namespace parzen::command {

std::string exponent_paragraph(std::size_t dimension) {
  if (dimension == 1) {
    return "Why the two columns agree: the article divides k/n by h, which is the window's volume in one dimension. "
           "With more columns its number is not a density.";
  }
  return fmt::format(
      "Why the two columns differ: the article divides k/n by h**point_x.shape[1]. "
      "Its point is a column of d rows, so shape[1] is 1 where the dimension d = {0} was meant, "
      "and its table is k/n/h. "
      "A density is a share per volume, and the window's volume is h^{0}, so the estimate is k/n/h^{0}.",
      dimension);
}

std::string wrapped(std::string_view paragraph, std::size_t columns) {
  std::string text;
  std::size_t column = 0;
  while (!paragraph.empty()) {
    const std::string_view word = paragraph.substr(0, paragraph.find(' '));
    paragraph.remove_prefix(std::min(word.size() + 1, paragraph.size()));
    const bool fits = column + 1 + letters(word) <= columns;
    if (column > 0) text += fits ? ' ' : '\n';
    column = column > 0 && fits ? column + 1 + letters(word) : letters(word);
    text += word;
  }
  return text + '\n';
}

}  // namespace parzen::command
