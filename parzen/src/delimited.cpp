#include "delimited.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "excerpt.hpp"
#include "field_reader.hpp"
#include "number.hpp"
#include "parzen/read.hpp"
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
    std::size_t numbers = 0;
    bool has_text = false;
    for (FieldReader fields = this->fields(); next(fields); ++columns_) {
      numbers += parse_number(fields.field()) ? 1U : 0U;
      has_text = has_text || !fields.field().empty();
    }
    const bool is_header = numbers == 0 && has_text;
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
    fail(fields.column(),
         fmt::format("found {} in column {}, expected {}", excerpt(fields.field()), fields.column(), expected));
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
