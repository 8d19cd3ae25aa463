#pragma once

#include <cstddef>
#include <string_view>

namespace parzen {

/// Cuts one line of a table into its fields, from left to right. A line has at least one field, perhaps an empty one.
///
///     for (FieldReader fields{line, ','}; fields.next();) use(fields.column(), fields.field());
class FieldReader {
 public:
  FieldReader(std::string_view line, char separator) noexcept : rest_{line}, separator_{separator} {}

  /// Moves on to the next field; false after the last.
  bool next() noexcept;

  /// The field, without the blanks and the quotes around it. Quotes within, doubled, stay as they are.
  [[nodiscard]] std::string_view field() const noexcept { return field_; }
  /// Its number, from 1.
  [[nodiscard]] std::size_t column() const noexcept { return column_; }
  /// False if the field begins with a quote but does not end with one.
  [[nodiscard]] bool is_closed() const noexcept { return is_closed_; }

 private:
  [[nodiscard]] std::size_t find_end() const noexcept;
  void take(std::string_view text) noexcept;

  std::string_view rest_;
  char separator_;
  std::string_view field_;
  std::size_t column_ = 0;
  bool is_closed_ = true;
  bool is_last_ = false;
};

}  // namespace parzen
