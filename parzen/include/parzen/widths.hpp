#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "parzen/bandwidth.hpp"

namespace parzen {

/// The numbers a, a + step, a + 2 step, … up to and including b. Value i is a + i*step, rounded after each operation.
///
/// There are floor((b - a)/step + 1e-9) + 1 of them: the 1e-9 keeps an end that rounding has pushed just out of reach,
/// so that 0.1:1.2:0.1 are twelve numbers. `step` may be negative where b < a.
/// Throws std::invalid_argument if a number is not finite, the step is 0 or leads away from b, or the values are more
/// than 10 million.
[[nodiscard]] std::vector<double> stepped_range(double a, double b, double step);

/// `n` evenly spaced numbers from a to b, both included. Value i is a + i*((b - a)/(n - 1)), the last is b itself.
///
/// Throws std::invalid_argument if a number is not finite, n is 0 or above 10 million, or n is 1 and a != b.
[[nodiscard]] std::vector<double> spaced_range(double a, double b, std::size_t n);

/// Reads "0, 0.5, -1e3". Spaces around numbers are ignored.
///
/// Throws std::invalid_argument, in a sentence, unless each part is a finite number.
[[nodiscard]] std::vector<double> parse_numbers(std::string_view text);

/// Reads a range as users write it: "A:B:S" steps from A to B inclusive by S, "A:B/N" takes N evenly spaced values,
/// "a,b,c" lists them in any order. Spaces around numbers are ignored.
///
/// Throws std::invalid_argument with one sentence: what was found and what was expected.
[[nodiscard]] std::vector<double> parse_range(std::string_view text);

/// Same, for widths: each must be greater than 0.
[[nodiscard]] std::vector<Bandwidth> parse_widths(std::string_view text);

}  // namespace parzen
