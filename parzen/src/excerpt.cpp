#include "excerpt.hpp"

#include <algorithm>

namespace parzen {
namespace {

constexpr std::size_t kLongest = 40;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

}  // namespace

std::string excerpt(std::string_view found) {
  if (found.empty()) return "nothing";
  std::size_t length = std::min(found.size(), kLongest);
  while (length < found.size() && length > 0 && continues_character(found[length]))
    --length;  // no half UTF-8 character
  std::string text{found.substr(0, length)};
  std::replace_if(text.begin(), text.end(), is_control, '?');
  return '"' + text + (length < found.size() ? "…\"" : "\"");
}

}  // namespace parzen
