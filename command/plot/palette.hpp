#pragma once

/// Colours that people with any kind of colour blindness tell apart (Okabe and Ito, "Color Universal Design", 2008).
/// No plot relies on colour alone: shapes, dashes and labels differ as well.
namespace parzen::command::palette {

inline constexpr const char* kBlack = "#000000";
inline constexpr const char* kGrey = "#777777";
inline constexpr const char* kPaleGrey = "#d0d0d0";
inline constexpr const char* kBlue = "#0072b2";
inline constexpr const char* kSkyBlue = "#56b4e9";
inline constexpr const char* kOrange = "#e69f00";
inline constexpr const char* kVermillion = "#d55e00";
inline constexpr const char* kGreen = "#009e73";

}  // namespace parzen::command::palette
