#include "delimited.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "column_choice.hpp"
#include "field_reader.hpp"
#include "number.hpp"
#include "row_parser.hpp"

namespace parzen {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// So much text is worth a thread, and its numbers stay in the cache until they are used.
constexpr std::size_t kTextPerThread = std::size_t{1} << 20U;

/// Whether a line with this field is data, perhaps broken: a header that was taken for data is an error that somebody
/// sees, a row that was taken for a header is lost. The first field may be empty: so programs head the column of row
/// numbers.
bool stands_for_number(const FieldReader& fields) {
  const std::string_view field = fields.field();
  if (field.empty()) return fields.column() > 1;
  return parse_number(field) || begins_like_number(field) || says_missing(field);
}

/// Up to and with the last newline; nothing if there is none.
std::string_view whole_lines(std::string_view text) { return text.substr(0, text.rfind('\n') + 1); }

/// Cut into as many parts of whole lines as it is worth, of about one size.
std::vector<std::string_view> cut_between_lines(std::string_view text, std::size_t most_parts) {
  std::vector<std::string_view> parts;
  for (std::size_t left = std::min(most_parts, text.size() / kTextPerThread + 1); left > 0 && !text.empty(); --left) {
    const std::size_t end = left == 1 ? text.npos : text.find('\n', text.size() / left);
    parts.push_back(text.substr(0, end == text.npos ? end : end + 1));
    text.remove_prefix(parts.back().size());
  }
  return parts;
}

std::size_t thread_count(unsigned asked) {
  return asked != 0 ? asked : std::max(std::thread::hardware_concurrency(), 1U);
}

class DelimitedTable : public TableSource {
 public:
  DelimitedTable(std::unique_ptr<Input> input, std::optional<char> separator, const ReadOptions& options)
      : input_{std::move(input)}, options_{options}, threads_{thread_count(options.threads)}, parts_(threads_) {
    if (input_->peek(kByteOrderMark.size()) == kByteOrderMark) input_->skip(kByteOrderMark.size());
    take_first_line(separator);
    if (options_.part.of > 1) take_part();
  }

  [[nodiscard]] std::size_t dimension() const override { return format_.columns; }
  [[nodiscard]] const std::vector<std::string>& names() const override { return names_; }
  [[nodiscard]] std::uint64_t dropped() const override { return dropped_; }
  [[nodiscard]] std::uint64_t position() const override { return input_->position(); }

  [[nodiscard]] std::optional<std::span<const double>> next(std::size_t rows) override {
    values_.clear();
    bool is_end = false;
    while (!is_end && values_.size() < rows * format_.columns) is_end = !take_lines();
    has_rows_ = has_rows_ || !values_.empty();
    if (!values_.empty()) return values_;
    if (!has_rows_ && options_.part.of == 1) fail_empty();
    return std::nullopt;
  }

 private:
  /// The next whole lines, some for each thread; nothing at the end.
  std::string_view next_lines() {
    for (std::size_t bytes = threads_ * kTextPerThread;; bytes *= 2) {
      const std::string_view text = input_->peek(bytes);
      if (text.size() < bytes) return text;
      if (const std::string_view lines = whole_lines(text); !lines.empty()) return lines;
    }
  }

  /// False at the end.
  bool take_lines() {
    const std::string_view text = next_lines();
    if (text.empty()) return false;
    const auto texts = cut_between_lines(text, threads_);
    parse(texts);
    for (std::size_t i = 0; i < texts.size(); ++i) take(parts_[i]);
    input_->skip(text.size());
    return true;
  }

  void parse(const std::vector<std::string_view>& texts) {
    const auto parse_part = [&](std::size_t i) {
      parts_[i] = parse_rows(texts[i], format_, std::move(parts_[i].values));
    };
    // Their threads have ended when this returns or throws: no process can be forked while they run.
    std::vector<std::future<void>> others;
    for (std::size_t i = 1; i < texts.size(); ++i) others.push_back(std::async(std::launch::async, parse_part, i));
    parse_part(0);
    for (auto& other : others) other.get();
  }

  void take(const Rows& rows) {
    if (rows.fault) fail(line_number_ + rows.fault->line, rows.fault->column, rows.fault->what);
    line_number_ += rows.lines;
    dropped_ += rows.dropped;
    values_.insert(values_.end(), rows.values.begin(), rows.values.end());
  }

  /// Moves on to the next line with content; false at the end.
  bool find_content(std::optional<char> separator) {
    for (;; ++line_number_) {
      line_ = peek_line();
      if (line_.empty()) return false;
      if (has_content(content(line_), separator)) return true;
      input_->skip(line_.size());
    }
  }

  /// The next line with its newline; nothing at the end.
  std::string_view peek_line() {
    for (std::size_t bytes = 4096;; bytes *= 2) {
      const std::string_view text = input_->peek(bytes);
      if (const std::size_t end = text.find('\n'); end != text.npos) return text.substr(0, end + 1);
      if (text.size() < bytes) return text;
    }
  }

  static std::string_view content(std::string_view line) {
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  /// The first line says how many columns there are and which separator, and may be a header.
  void take_first_line(std::optional<char> separator) {
    if (!find_content(separator)) fail_empty();
    format_.separator = separator.value_or(line_.find('\t') != line_.npos ? '\t' : ',');
    format_.first_line = line_number_ + 1;
    format_.nan = options_.nan;
    bool has_text = false, has_number = false;
    std::vector<std::string> fields_of_line;
    for (FieldReader fields{content(line_), format_.separator}; next(fields);) {
      has_text = has_text || !fields.field().empty();
      has_number = has_number || stands_for_number(fields);
      fields_of_line.emplace_back(fields.field());
    }
    const bool is_header = (has_text && !has_number) || names_columns(options_.columns);
    choose(is_header ? fields_of_line : std::vector<std::string>{}, fields_of_line.size());
    if (is_header) leave_header();
  }

  void choose(const std::vector<std::string>& names, std::size_t count) {
    const std::string place = fmt::format("{}:{}:1", input_->name(), line_number_ + 1);
    const auto columns = choose_columns(options_.columns, names, count, place);
    format_.columns = columns.size();
    format_.targets.assign(count, RowFormat::kIgnored);
    for (std::size_t j = 0; j < columns.size(); ++j) format_.targets[columns[j]] = j;
    if (names.empty()) return;
    for (const std::size_t column : columns) names_.push_back(names[column]);
  }

  void leave_header() {
    input_->skip(line_.size());
    ++line_number_;
  }

  /// Ends and begins where a line does, so that each line is in one part and no other.
  void take_part() {
    if (!input_->mapping()) fail_parts(*input_);
    const auto [number, of] = options_.part;
    const std::string_view text = input_->mapping()->bytes();
    const std::size_t first = input_->position();
    const auto cut = [&](std::size_t i) {
      const std::size_t at = first + static_cast<std::size_t>(static_cast<double>(text.size() - first) *
                                                              static_cast<double>(i) / static_cast<double>(of));
      if (at == first) return first;
      return i == of ? text.size() : std::min(text.find('\n', at - 1), text.size() - 1) + 1;
    };
    before_part_ = text.substr(first, cut(number) - first);
    input_->restrict_to(cut(number), cut(number + 1));
  }

  bool next(FieldReader& fields) const {
    try {
      return next_field(fields);
    } catch (const Fault& fault) {
      fail(line_number_ + fault.line, fault.column, fault.what);
    }
  }

  [[noreturn]] void fail(std::size_t line, std::size_t column, const std::string& what) const {
    const auto before = static_cast<std::size_t>(std::ranges::count(before_part_, '\n'));
    throw DataError{fmt::format("{}:{}:{}: {}", input_->name(), before + line, column, what)};
  }

  [[noreturn]] void fail_empty() const {
    const char* found = "a header and nothing else";
    if (format_.columns == 0) found = "an empty file";
    if (dropped_ > 0) found = "no row without a missing number";
    fail(std::max<std::size_t>(line_number_, 1), 1,
         fmt::format("found {}, expected one or more lines of numbers", found));
  }

  std::unique_ptr<Input> input_;
  ReadOptions options_;
  std::size_t threads_;
  std::vector<Rows> parts_;  // of the threads; kept for their memory
  std::string_view line_;
  std::size_t line_number_ = 0;   // lines left behind
  std::string_view before_part_;  // whose lines are counted when somebody asks where an error is
  RowFormat format_;
  std::vector<std::string> names_;
  std::vector<double> values_;
  std::uint64_t dropped_ = 0;
  bool has_rows_ = false;
};

}  // namespace

std::unique_ptr<TableSource> open_delimited(std::unique_ptr<Input> input, std::optional<char> separator,
                                            const ReadOptions& options) {
  return std::make_unique<DelimitedTable>(std::move(input), separator, options);
}

}  // namespace parzen
