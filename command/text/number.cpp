#include "text/number.hpp"

#include <fmt/format.h>

namespace parzen::command {
std::string round_trip(double value) { return fmt::format("{}", value); }

std::string significant(double value, int digits) { return fmt::format("{:.{}g}", value, digits); }

std::string article_number(double value) {
  std::string text = significant(value, 12);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

std::string article_line(double width, double density) {
  return fmt::format("h = {}, p(x) = {}", article_number(width), article_number(density));
}

std::string point_text(std::span<const double> point) {
  std::string text = "(";
  for (std::size_t i = 0; i < point.size(); ++i) {
    if (i > 0) text += ", ";
    text += significant(point[i]);
  }
  return text + ")";
}

std::string count_text(double count) {
  return count == std::floor(count) ? fmt::format("{:.0f}", count) : fmt::format("{:.1f}", count);
}

std::string duration_text(double seconds) {
  if (seconds < 1e-3) return fmt::format("{:.3g} µs", seconds * 1e6);
  if (seconds < 1) return fmt::format("{:.3g} ms", seconds * 1e3);
  return fmt::format("{:.3g} s", seconds);
}

std::string grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, "\u202f");
  return digits;
}

}  // namespace parzen::command
