#include "text/explanation.hpp"

#include "text/table.hpp"

namespace parzen::command {

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
