#include "text/table.hpp"

#include <algorithm>

#include "parzen/write.hpp"

namespace parzen::command {
namespace {

using Row = std::vector<std::string>;

std::vector<std::size_t> column_widths(const Table& table) {
  std::vector<std::size_t> widths;
  for (const std::string& heading : table.headings) widths.push_back(letters(heading));
  for (const Row& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], letters(row[i]));
  }
  return widths;
}

std::string text_line(const Row& row, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) line += "  ";
    line += std::string(widths[i] - letters(row[i]), ' ') + row[i];
  }
  return line + '\n';
}

std::string csv_line(const Row& row) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) line += (i > 0 ? "," : "") + quoted_field(row[i], ',');
  return line + '\n';
}

}  // namespace

std::size_t letters(std::string_view text) {
  const auto starts_a_letter = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
  return static_cast<std::size_t>(std::ranges::count_if(text, starts_a_letter));
}

std::string to_text(const Table& table) {
  const std::vector<std::size_t> widths = column_widths(table);
  std::string text = text_line(table.headings, widths);
  for (const Row& row : table.rows) text += text_line(row, widths);
  return text;
}

std::string to_csv(const Table& table) {
  std::string text = csv_line(table.headings);
  for (const Row& row : table.rows) text += csv_line(row);
  return text;
}

}  // namespace parzen::command
