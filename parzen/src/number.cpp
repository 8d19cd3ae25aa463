#include "number.hpp"

#include <charconv>
#include <system_error>

namespace parzen {
namespace {

template <class Float>
std::from_chars_result convert(std::string_view token, Float& value) noexcept {
  return std::from_chars(token.data(), token.data() + token.size(), value);
}

// from_chars does not say on which side of the range a number is; the wider type has room for both.
std::optional<double> parse_extreme(std::string_view token) noexcept {
  long double wide = 0;
  if (convert(token, wide).ec != std::errc{}) return std::nullopt;
  return static_cast<double>(wide);
}

}  // namespace

std::optional<double> parse_number(std::string_view token) noexcept {
  if (token.starts_with('+') && !token.starts_with("+-")) token.remove_prefix(1);  // which from_chars does not know
  double value = 0;
  const auto [end, error] = convert(token, value);
  if (end != token.data() + token.size() || error == std::errc::invalid_argument) return std::nullopt;
  if (error == std::errc::result_out_of_range) return parse_extreme(token);
  return value;
}

bool begins_like_number(std::string_view token) noexcept {
  if (token.starts_with('+') || token.starts_with('-')) token.remove_prefix(1);
  if (token.starts_with('.')) token.remove_prefix(1);
  return !token.empty() && token.front() >= '0' && token.front() <= '9';
}

}  // namespace parzen
