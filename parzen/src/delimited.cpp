#include "delimited.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "number.hpp"
#include "parzen/read.hpp"
#include "quoted.hpp"
#include "trim.hpp"

namespace parzen {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

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
      if (const auto content = trim(line_); !content.empty() && !content.starts_with('#')) return true;
    }
    return false;
  }

  /// The first line says how many columns there are and which separator, and may be a header.
  void take_first_line() {
    if (!separator_) separator_ = line_.find('\t') != line_.npos ? '\t' : ',';
    first_line_number_ = line_number_;
    const std::vector<std::string_view> fields = split_line();
    columns_ = fields.size();
    if (!is_header(fields)) take_numbers();
  }

  static bool is_header(const std::vector<std::string_view>& fields) {
    const auto is_number = [](std::string_view field) { return parse_number(field).has_value(); };
    const auto is_empty = [](std::string_view field) { return field.empty(); };
    return std::none_of(fields.begin(), fields.end(), is_number) &&
           !std::all_of(fields.begin(), fields.end(), is_empty);
  }

  std::vector<std::string_view> split_line() {
    std::vector<std::string_view> fields;
    for (std::optional<std::string_view> rest = line_; rest;) fields.push_back(next_field(rest, fields.size() + 1));
    return fields;
  }

  void take_numbers() {
    std::size_t column = 0;
    for (std::optional<std::string_view> rest = line_; rest;) {
      ++column;
      const std::string_view field = next_field(rest, column);
      if (column <= columns_) values_.push_back(number(field, column));
    }
    if (column != columns_) fail_ragged(column);
  }

  double number(std::string_view field, std::size_t column) const {
    const std::optional<double> value = parse_number(field);
    if (value && std::isfinite(*value)) return *value;
    fail(column,
         fmt::format("found {} in column {}, expected a {}number", quoted(field), column, value ? "finite " : ""));
  }

  /// Takes the field at the front of `rest`, without blanks and quotes; `rest` becomes what follows the separator, if
  /// any.
  std::string_view next_field(std::optional<std::string_view>& rest, std::size_t column) const {
    const std::size_t start = rest->find_first_not_of(' ');
    if (start != rest->npos && (*rest)[start] == '"') return next_quoted(rest, start + 1, column);
    const std::size_t end = std::min(rest->find(*separator_), rest->size());
    const std::string_view field = trim(rest->substr(0, end));
    skip_separator(rest, end);
    return field;
  }

  std::string_view next_quoted(std::optional<std::string_view>& rest, std::size_t start, std::size_t column) const {
    const std::size_t close = closing_quote(*rest, start);
    const std::size_t end = std::min(rest->find(*separator_, close), rest->size());
    if (close == rest->npos || !trim(rest->substr(close + 1, end - close - 1)).empty()) {
      fail(column, fmt::format("found {} in column {}, expected a closing quote at its end",
                               quoted(rest->substr(start - 1)), column));
    }
    const std::string_view field = trim(rest->substr(start, close - start));
    skip_separator(rest, end);
    return field;
  }

  static std::size_t closing_quote(std::string_view text, std::size_t at) {
    for (at = text.find('"', at); at != text.npos && text.substr(at).starts_with("\"\""); at = text.find('"', at + 2)) {
    }
    return at;
  }

  static void skip_separator(std::optional<std::string_view>& rest, std::size_t end) {
    if (end == rest->size()) {
      rest.reset();
    } else {
      rest->remove_prefix(end + 1);
    }
  }

  [[noreturn]] void fail(std::size_t column, const std::string& what) const {
    throw DataError{fmt::format("{}:{}:{}: {}", name_, line_number_, column, what)};
  }

  [[noreturn]] void fail_ragged(std::size_t found) const {
    fail(std::min(found, columns_) + 1,
         fmt::format("found {} columns, expected {} as in line {}", found, columns_, first_line_number_));
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
