#include "options/parsed_option.hpp"

#include <charconv>

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

}  // namespace parzen::command
