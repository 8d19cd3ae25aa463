#include "parzen/border.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "excerpt.hpp"

namespace parzen {

std::string_view border_name(Border border) {
  static constexpr std::array<std::string_view, kBorders.size()> kNames = {"closed", "open", "half"};
  return kNames.at(static_cast<std::size_t>(border));
}

Border parse_border(std::string_view name) {
  const auto found = std::ranges::find(kBorders, name, border_name);
  if (found != kBorders.end()) return *found;
  throw std::invalid_argument{fmt::format("found {}, expected closed, open or half", excerpt(name))};
}

double half_width(Bandwidth h, Border border) {
  const double half = h.value() * 0.5;
  switch (border) {
    case Border::closed:
      return half;
    case Border::open:
      return std::nextafter(half, -1);
    case Border::half:
      break;
  }
  throw std::invalid_argument{"samples on the border count half, which are no whole counts; take kernel_sums"};
}

}  // namespace parzen
