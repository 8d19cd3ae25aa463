#include "column_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <string_view>
#include <system_error>

#include "excerpt.hpp"
#include "parzen/read.hpp"

namespace parzen {
namespace {

std::optional<std::size_t> whole_number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 8;
  std::string text;
  for (std::size_t j = 0; j < std::min(names.size(), kMost); ++j) text += (j == 0 ? "" : ", ") + excerpt(names[j]);
  return names.size() > kMost ? text + ", …" : text;
}

std::size_t find_column(const std::string& wanted, const std::vector<std::string>& names, std::size_t count,
                        const std::string& place) {
  const auto named = std::ranges::find(names, wanted);
  if (named != names.end()) return static_cast<std::size_t>(named - names.begin());
  const std::optional<std::size_t> number = whole_number(wanted);
  if (number && *number >= 1 && *number <= count) return *number - 1;
  const std::string found = fmt::format("{} column{}", count, count == 1 ? "" : "s");
  if (number) throw DataError{fmt::format("{}: found {}, expected a column {}", place, found, wanted)};
  throw DataError{fmt::format("{}: found {}, expected one called {}", place,
                              names.empty() ? found + " without names" : "the columns " + listed(names),
                              excerpt(wanted))};
}

}  // namespace

bool names_columns(const std::vector<std::string>& wanted) {
  return std::ranges::any_of(wanted, [](const std::string& column) { return !whole_number(column); });
}

std::vector<std::size_t> choose_columns(const std::vector<std::string>& wanted, const std::vector<std::string>& names,
                                        std::size_t count, const std::string& place) {
  std::vector<std::size_t> columns(wanted.empty() ? count : wanted.size());
  std::iota(columns.begin(), columns.end(), 0U);
  for (std::size_t j = 0; j < wanted.size(); ++j) {
    columns[j] = find_column(wanted[j], names, count, place);
    const auto before = std::find(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(j), columns[j]);
    if (before == columns.begin() + static_cast<std::ptrdiff_t>(j)) continue;
    throw DataError{fmt::format("{}: found column {} twice, expected different columns", place, columns[j] + 1)};
  }
  return columns;
}

}  // namespace parzen
