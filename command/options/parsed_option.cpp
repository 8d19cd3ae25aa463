#include "options/parsed_option.hpp"

#include <charconv>

#include "parzen/widths.hpp"

namespace parzen::command {

std::uint64_t parse_whole(std::string_view text, std::uint64_t low, std::uint64_t high) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (!whole || value < low || value > high) {
    throw std::invalid_argument{fmt::format("expected a whole number from {} to {}, got '{}'", low, high, text)};
  }
  return value;
}

std::vector<double> parse_probabilities(const std::string& text) {
  std::vector<double> list = parse_range(text);
  for (const double p : list) {
    if (!(0 < p && p < 1)) throw std::invalid_argument{fmt::format("found {}, expected numbers between 0 and 1", p)};
  }
  return list;
}

}  // namespace parzen::command
