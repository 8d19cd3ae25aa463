#include "text/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace parzen::command {
namespace {

/// Optimal string alignment distance (Damerau and Levenshtein), row by row of the table.
std::size_t changes(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last, last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), 0U);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t k = 1; k <= b.size(); ++k) {
      row[k] = std::min({last[k] + 1, row[k - 1] + 1, last[k - 1] + (a[i - 1] == b[k - 1] ? 0U : 1U)});
      const bool swapped = i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1];
      if (swapped) row[k] = std::min(row[k], before_last[k - 2] + 1);
    }
    before_last = last;
    last = row;
  }
  return last.back();
}

}  // namespace

std::optional<std::string> nearest(std::string_view typed, const std::vector<std::string>& words) {
  if (words.empty()) return std::nullopt;
  const auto distance = [typed](const std::string& word) { return changes(typed, word); };
  const auto best = std::ranges::min_element(words, {}, distance);
  if (3 * distance(*best) > std::max(typed.size(), best->size())) return std::nullopt;
  return *best;
}

}  // namespace parzen::command
