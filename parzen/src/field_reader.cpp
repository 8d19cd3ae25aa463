#include "field_reader.hpp"

#include <algorithm>

#include "trim.hpp"

namespace parzen {
namespace {

/// Where the quote is that closes the one at the front: the first that is not doubled.
std::size_t find_closing_quote(std::string_view text) noexcept {
  std::size_t quote = text.find('"', 1);
  while (quote != text.npos && text.substr(quote + 1).starts_with('"')) quote = text.find('"', quote + 2);
  return quote;
}

}  // namespace

bool FieldReader::next() noexcept {
  if (is_last_) return false;
  ++column_;
  const std::size_t end = find_end();
  is_last_ = end == rest_.size();
  take(trim(rest_.substr(0, end)));
  rest_.remove_prefix(is_last_ ? end : end + 1);
  return true;
}

/// Where the separator behind the field is; one inside quotes is not it.
std::size_t FieldReader::find_end() const noexcept {
  std::size_t from = std::min(rest_.find_first_not_of(' '), rest_.size());
  if (const std::string_view text = rest_.substr(from); text.starts_with('"')) {
    const std::size_t quote = find_closing_quote(text);
    if (quote != text.npos) from += quote;
  }
  return std::min(rest_.find(separator_, from), rest_.size());
}

void FieldReader::take(std::string_view text) noexcept {
  const bool is_quoted = text.starts_with('"');
  is_closed_ = !is_quoted || find_closing_quote(text) == text.size() - 1;
  field_ = is_quoted && is_closed_ ? trim(text.substr(1, text.size() - 2)) : text;
}

}  // namespace parzen
