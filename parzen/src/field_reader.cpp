#include "field_reader.hpp"

#include <algorithm>

#include "trim.hpp"

namespace parzen {

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
  const std::size_t start = std::min(rest_.find_first_not_of(' '), rest_.size());
  const bool is_quoted = rest_.substr(start).starts_with('"');
  const std::size_t from = is_quoted ? find_closing_quote(start + 1) : start;
  return std::min(rest_.find(separator_, from), rest_.size());
}

/// Where the field's closing quote is: the first that is not doubled. Without one, where the field begins.
std::size_t FieldReader::find_closing_quote(std::size_t from) const noexcept {
  std::size_t quote = rest_.find('"', from);
  while (quote != rest_.npos && rest_.substr(quote + 1).starts_with('"')) quote = rest_.find('"', quote + 2);
  return quote == rest_.npos ? from : quote;
}

void FieldReader::take(std::string_view text) noexcept {
  const bool is_quoted = text.starts_with('"');
  is_closed_ = !is_quoted || (text.size() >= 2 && text.ends_with('"'));
  field_ = is_quoted && is_closed_ ? trim(text.substr(1, text.size() - 2)) : text;
}

}  // namespace parzen
