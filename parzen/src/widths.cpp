#include "parzen/widths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string>

#include "excerpt.hpp"
#include "number.hpp"
#include "trim.hpp"

namespace parzen {
namespace {

constexpr std::size_t kMostValues = 10'000'000;

[[noreturn]] void refuse(const std::string& sentence) { throw std::invalid_argument{sentence}; }

double parse_finite(std::string_view text) {
  const std::string_view token = trim(text);
  if (const auto value = parse_number(token); value && std::isfinite(*value)) return *value;
  refuse(fmt::format("found {}, expected a finite number", excerpt(token)));
}

std::size_t parse_count(std::string_view text) {
  const std::string_view token = trim(text);
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
  if (error == std::errc{} && end == token.data() + token.size()) return value;
  refuse(fmt::format("found {} after the /, expected how many values", excerpt(token)));
}

void check_finite(double value) {
  if (!std::isfinite(value)) refuse(fmt::format("{} in a range, expected a finite number", value));
}

void check_count(double count) {
  if (count <= static_cast<double>(kMostValues)) return;
  refuse(fmt::format("the range has more values than {}; take a greater step or fewer values", kMostValues));
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end = text.find(separator); end != text.npos; end = text.find(separator)) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

std::vector<double> parse_stepped(std::string_view text) {
  const auto parts = split(text, ':');
  if (parts.size() != 3) refuse(fmt::format("found {}, expected A:B:S or A:B/N", excerpt(text)));
  return stepped_range(parse_finite(parts[0]), parse_finite(parts[1]), parse_finite(parts[2]));
}

std::vector<double> parse_spaced(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto ends = split(text.substr(0, slash), ':');
  if (ends.size() != 2) refuse(fmt::format("found {}, expected A:B/N", excerpt(text)));
  return spaced_range(parse_finite(ends[0]), parse_finite(ends[1]), parse_count(text.substr(slash + 1)));
}

}  // namespace

std::vector<double> stepped_range(double a, double b, double step) {
  for (const double value : {a, b, step}) check_finite(value);
  if (step == 0) refuse("the step of a range is 0");
  const double steps = (b - a) / step;
  if (steps < 0) refuse(fmt::format("steps of {} do not lead from {} to {}", step, a, b));
  const double count = std::floor(steps + 1e-9) + 1;
  check_count(count);
  std::vector<double> values(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = a + static_cast<double>(i) * step;
  return values;
}

std::vector<double> spaced_range(double a, double b, std::size_t n) {
  for (const double value : {a, b}) check_finite(value);
  if (n == 0) refuse("the range has 0 values, expected 1 or more");
  if (n == 1 && a != b) refuse(fmt::format("one value cannot reach from {} to {}, expected 2 or more", a, b));
  check_count(static_cast<double>(n));
  const double step = (b - a) / static_cast<double>(std::max<std::size_t>(n - 1, 1));
  check_finite(step);
  std::vector<double> values(n);
  for (std::size_t i = 0; i < n; ++i) values[i] = a + static_cast<double>(i) * step;
  values.back() = b;
  return values;
}

std::vector<double> parse_numbers(std::string_view text) {
  std::vector<double> values;
  for (const std::string_view item : split(text, ',')) values.push_back(parse_finite(item));
  return values;
}

std::vector<double> parse_range(std::string_view text) {
  if (trim(text).empty()) refuse("the list is empty, expected A:B:S, A:B/N or a,b,c");
  if (text.find('/') != text.npos) return parse_spaced(text);
  if (text.find(':') != text.npos) return parse_stepped(text);
  return parse_numbers(text);
}

std::vector<Bandwidth> parse_widths(std::string_view text) {
  std::vector<Bandwidth> widths;
  for (const double value : parse_range(text)) widths.emplace_back(value);
  return widths;
}

}  // namespace parzen
