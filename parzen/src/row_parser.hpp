#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "field_reader.hpp"
#include "parzen/read.hpp"

namespace parzen {

/// What the lines of a table look like.
struct RowFormat {
  static constexpr std::size_t kIgnored = static_cast<std::size_t>(-1);

  char separator = ',';
  std::vector<std::size_t> targets = {};  ///< for each field of a line the column it is, from 0, or kIgnored
  std::size_t columns = 0;                ///< how many of them are not ignored
  std::size_t first_line = 0;             ///< the one that has told so, from 1
  NanPolicy nan = NanPolicy::refuse;
};

/// A place in some lines, and what is wrong there.
struct Fault {
  std::size_t line;    ///< from 1
  std::size_t column;  ///< a field's number, from 1
  std::string what;
};

/// What some lines hold.
struct Rows {
  std::vector<double> values = {};  ///< row after row
  std::size_t lines = 0;
  std::uint64_t dropped = 0;
  std::optional<Fault> fault = {};  ///< the first; nothing behind it was read
};

/// Reads whole lines. A thread may read some while others read others. The values take the place of those in `room`.
[[nodiscard]] Rows parse_rows(std::string_view text, const RowFormat& format, std::vector<double> room = {});

/// Whether a line is neither blank nor a comment. Where tabs separate fields, a tab is a field's end and no blank.
[[nodiscard]] bool has_content(std::string_view line, std::optional<char> separator) noexcept;

/// Whether somebody who has no number writes this in its place.
[[nodiscard]] bool says_missing(std::string_view field) noexcept;

/// Moves `fields` on. Throws Fault, in line 1, if a quote is never closed.
bool next_field(FieldReader& fields);

}  // namespace parzen
