#include "delimited.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "excerpt.hpp"
#include "field_reader.hpp"
#include "number.hpp"
#include "parzen/read.hpp"

namespace parzen {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// Whether somebody who has no number writes this in its place.
bool says_missing(std::string_view field) {
  constexpr std::array<std::string_view, 3> kWords = {"na", "n/a", "null"};
  const auto same = [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); };
  return std::ranges::any_of(kWords, [&](std::string_view word) { return std::ranges::equal(word, field, same); });
}

/// Whether a line with this field is data, perhaps broken: a header that was taken for data is an error that somebody
/// sees, a row that was taken for a header is lost. The first field may be empty: so programs head the column of row
/// numbers.
bool stands_for_number(const FieldReader& fields) {
  const std::string_view field = fields.field();
  if (field.empty()) return fields.column() > 1;
  return parse_number(field) || begins_like_number(field) || says_missing(field);
}

class TableParser {
 public:
  TableParser(std::string_view text, std::optional<char> separator, const std::string& name)
      : rest_{text}, separator_{separator}, name_{name} {
    if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
  }

  Samples parse() {
    if (next_line()) take_first_line();
    while (next_line()) take_numbers();
    if (values_.empty()) fail_empty();
    return {std::move(values_), columns_};
  }

 private:
  /// Moves line_ on to the next line with content; false at the end.
  bool next_line() {
    while (!rest_.empty()) {
      const std::size_t end = std::min(rest_.find('\n'), rest_.size());
      line_ = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      ++line_number_;
      if (line_.ends_with('\r')) line_.remove_suffix(1);
      if (has_content()) return true;
    }
    return false;
  }

  /// Whether the line is neither blank nor a comment. Where tabs separate fields, a tab is a field's end and no blank.
  [[nodiscard]] bool has_content() const {
    const std::size_t first = line_.find_first_not_of(separator_ == '\t' ? " " : " \t");
    return first != line_.npos && line_[first] != '#';
  }

  /// The first line says how many columns there are and which separator, and may be a header.
  void take_first_line() {
    if (!separator_) separator_ = line_.find('\t') != line_.npos ? '\t' : ',';
    first_line_number_ = line_number_;
    bool has_text = false, has_number = false;
    for (FieldReader fields = this->fields(); next(fields); ++columns_) {
      has_text = has_text || !fields.field().empty();
      has_number = has_number || stands_for_number(fields);
    }
    const bool is_header = has_text && !has_number;
    if (!is_header) take_numbers();
  }

  void take_numbers() {
    FieldReader fields = this->fields();
    while (next(fields)) {
      if (fields.column() <= columns_) values_.push_back(number(fields));
    }
    if (fields.column() != columns_) fail_ragged(fields.column());
  }

  double number(const FieldReader& fields) const {
    const std::optional<double> value = parse_number(fields.field());
    if (value && std::isfinite(*value)) return *value;
    fail_field(fields, value ? "a finite number" : "a number");
  }

  [[nodiscard]] FieldReader fields() const { return {line_, *separator_}; }

  bool next(FieldReader& fields) const {
    const bool has_next = fields.next();
    if (has_next && !fields.is_closed()) fail_field(fields, "a closing quote");
    return has_next;
  }

  [[noreturn]] void fail_field(const FieldReader& fields, std::string_view expected) const {
    const bool has_semicolon = fields.field().find(';') != std::string_view::npos;
    fail(fields.column(),
         fmt::format("found {} in column {}, expected {}{}", excerpt(fields.field()), fields.column(), expected,
                     has_semicolon ? "; ';' is no separator here, use a comma or a tab" : ""));
  }

  [[noreturn]] void fail(std::size_t column, const std::string& what) const {
    throw DataError{fmt::format("{}:{}:{}: {}", name_, line_number_, column, what)};
  }

  [[noreturn]] void fail_ragged(std::size_t found) const {
    fail(std::min(found, columns_) + 1, fmt::format("found {} column{}, expected {} as in line {}", found,
                                                    found == 1 ? "" : "s", columns_, first_line_number_));
  }

  [[noreturn]] void fail_empty() const {
    const char* found = columns_ == 0 ? "an empty file" : "a header and nothing else";
    throw DataError{fmt::format("{}:{}:1: found {}, expected one or more lines of numbers", name_,
                                std::max<std::size_t>(line_number_, 1), found)};
  }

  std::string_view rest_;
  std::string_view line_;
  std::size_t line_number_ = 0;
  std::optional<char> separator_;
  const std::string& name_;
  std::size_t first_line_number_ = 0;
  std::size_t columns_ = 0;
  std::vector<double> values_;
};

}  // namespace

Samples parse_delimited(std::string_view text, std::optional<char> separator, const std::string& name) {
  return TableParser{text, separator, name}.parse();
}

}  // namespace parzen
