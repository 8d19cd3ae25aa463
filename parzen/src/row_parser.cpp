#include "row_parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <system_error>
#include <utility>

#include "excerpt.hpp"
#include "number.hpp"

namespace parzen {
namespace {

[[noreturn]] void fail_field(const FieldReader& fields, std::string_view expected) {
  const bool has_semicolon = fields.field().find(';') != std::string_view::npos;
  throw Fault{1, fields.column(),
              fmt::format("found {} in column {}, expected {}{}", excerpt(fields.field()), fields.column(), expected,
                          has_semicolon ? "; ';' is no separator here, use a comma or a tab" : "")};
}

class RowParser {
 public:
  RowParser(std::string_view text, const RowFormat& format, std::vector<double> room)
      : at_{text.data()}, end_{text.data() + text.size()}, format_{format}, rows_{.values = std::move(room)} {
    rows_.values.clear();
  }

  Rows parse() {
    try {
      for (; at_ != end_; ++rows_.lines) {
        if (!take_plain_line()) take_line();
      }
    } catch (Fault& fault) {
      fault.line += rows_.lines;
      rows_.fault = std::move(fault);
    }
    return std::move(rows_);
  }

 private:
  /// Takes a line of nothing but numbers and separators, as nearly all are. If it is anything else, returns false and
  /// has done nothing.
  bool take_plain_line() {
    const std::size_t before = rows_.values.size();
    rows_.values.resize(before + format_.columns);
    const char* behind = plain_line(rows_.values.data() + before);
    if (!behind)
      rows_.values.resize(before);
    else
      at_ = behind;
    return behind != nullptr;
  }

  /// Where the next line begins, or null.
  const char* plain_line(double* row) const {
    if (!begins_plainly()) return nullptr;
    const char* at = at_;
    for (std::size_t field = 0;; ++field) {
      at = format_.targets[field] == RowFormat::kIgnored ? plain_text(at)
                                                         : plain_number(at, row[format_.targets[field]]);
      if (!at) return nullptr;
      if (field + 1 == format_.targets.size()) return plain_end(at);
      if (at == end_ || *at != format_.separator) return nullptr;
      ++at;
    }
  }

  /// A text may begin like a comment or a blank line; no number does.
  [[nodiscard]] bool begins_plainly() const {
    return format_.targets[0] != RowFormat::kIgnored ||
           std::string_view{"# \t\r\n"}.find(*at_) == std::string_view::npos;
  }

  const char* plain_number(const char* at, double& value) const {
    const auto [behind, error] = std::from_chars(at, end_, value);
    return error == std::errc{} && std::isfinite(value) ? behind : nullptr;
  }

  const char* plain_text(const char* at) const {
    while (at != end_ && *at != format_.separator && *at != '\n' && *at != '"') ++at;
    return at != end_ && *at == '"' ? nullptr : at;
  }

  /// Where the next line begins if one ends at `at`, or null.
  const char* plain_end(const char* at) const {
    if (at != end_ && *at == '\r') ++at;
    if (at == end_) return at;
    return *at == '\n' ? at + 1 : nullptr;
  }

  void take_line() {
    const void* newline = std::memchr(at_, '\n', static_cast<std::size_t>(end_ - at_));
    const char* line_end = newline ? static_cast<const char*>(newline) : end_;
    std::string_view line{at_, static_cast<std::size_t>(line_end - at_)};
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (has_content(line, format_.separator)) take_fields(line);
    at_ = newline ? line_end + 1 : end_;
  }

  void take_fields(std::string_view line) {
    std::vector<double> row(format_.columns);
    bool is_missing = false;
    FieldReader fields{line, format_.separator};
    while (next_field(fields)) {
      if (fields.column() > format_.targets.size()) continue;
      const std::size_t target = format_.targets[fields.column() - 1];
      if (target == RowFormat::kIgnored) continue;
      if (const auto value = number(fields))
        row[target] = *value;
      else
        is_missing = true;
    }
    if (fields.column() != format_.targets.size()) fail_ragged(fields.column());
    if (is_missing)
      ++rows_.dropped;
    else
      rows_.values.insert(rows_.values.end(), row.begin(), row.end());
  }

  /// The field's number; empty if it is missing and its row is to be dropped.
  [[nodiscard]] std::optional<double> number(const FieldReader& fields) const {
    const std::optional<double> value = parse_number(fields.field());
    if (value && std::isfinite(*value)) return value;
    const bool is_missing = value ? std::isnan(*value) : fields.field().empty() || says_missing(fields.field());
    if (is_missing && format_.nan == NanPolicy::drop) return std::nullopt;
    fail_field(fields, value ? "a finite number" : "a number");
  }

  [[noreturn]] void fail_ragged(std::size_t found) const {
    const std::size_t expected = format_.targets.size();
    throw Fault{1, std::min(found, expected) + 1,
                fmt::format("found {} column{}, expected {} as in line {}", found, found == 1 ? "" : "s", expected,
                            format_.first_line)};
  }

  const char* at_;
  const char* end_;
  const RowFormat& format_;
  Rows rows_;
};

}  // namespace

Rows parse_rows(std::string_view text, const RowFormat& format, std::vector<double> room) {
  return RowParser{text, format, std::move(room)}.parse();
}

bool has_content(std::string_view line, std::optional<char> separator) noexcept {
  const std::size_t first = line.find_first_not_of(separator == '\t' ? " " : " \t");
  return first != line.npos && line[first] != '#';
}

bool says_missing(std::string_view field) noexcept {
  constexpr std::array<std::string_view, 3> kWords = {"na", "n/a", "null"};
  const auto same = [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); };
  return std::ranges::any_of(kWords, [&](std::string_view word) { return std::ranges::equal(word, field, same); });
}

bool next_field(FieldReader& fields) {
  const bool has_next = fields.next();
  if (has_next && !fields.is_closed()) fail_field(fields, "a closing quote");
  return has_next;
}

}  // namespace parzen
