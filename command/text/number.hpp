#pragma once

#include <span>
#include <string>

namespace parzen::command {

/// The fewest digits from which the very same number is read again: for CSV and JSON.
[[nodiscard]] std::string round_trip(double value);

/// `digits` significant digits, no trailing zeros: for people.
[[nodiscard]] std::string significant(double value, int digits = 6);

/// A number as the article's Python prints it: twelve significant digits, and "1.0" rather than "1".
[[nodiscard]] std::string article_number(double value);

/// "h = 0.3, p(x) = 0.045"
[[nodiscard]] std::string article_line(double width, double density);

/// "(0, 0)", each coordinate with six significant digits.
[[nodiscard]] std::string point_text(std::span<const double> point);

/// "12", or "12.5" where samples count half.
[[nodiscard]] std::string count_text(double count);

/// "1.24 ms": seconds with three significant digits and the unit that suits them.
[[nodiscard]] std::string duration_text(double seconds);

/// "1 000 000": digits in groups of three, a thin space apart.
[[nodiscard]] std::string grouped(std::size_t number);

}  // namespace parzen::command
