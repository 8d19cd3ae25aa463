#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parzen::command {

/// Cells of text under headings, right-aligned as numbers want it. Every row has as many cells as `headings`.
struct Table {
  std::vector<std::string> headings = {};
  std::vector<std::vector<std::string>> rows = {};
};

/// Letters in UTF-8 text, which is what columns are made of: a byte 10xxxxxx continues the letter before it.
[[nodiscard]] std::size_t letters(std::string_view text);

/// Columns padded to their widest cell, two spaces apart, each line ended by a newline.
[[nodiscard]] std::string to_text(const Table& table);

/// The same for a spreadsheet: commas, and quotes where a cell needs them.
[[nodiscard]] std::string to_csv(const Table& table);

}  // namespace parzen::command
