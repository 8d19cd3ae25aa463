#pragma once

#include <optional>
#include <string_view>

namespace parzen {

/// The double nearest to a decimal number that fills all of `token`; empty if `token` is anything else.
///
/// "nan" and "inf" are numbers here, as is 1e400, which is infinite: the caller knows what to say about them.
std::optional<double> parse_number(std::string_view token) noexcept;

/// Whether `token` begins with a digit, perhaps after a sign and a point: whoever wrote it meant a number.
bool begins_like_number(std::string_view token) noexcept;

}  // namespace parzen
