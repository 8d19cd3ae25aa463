#include "parzen/bandwidth.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace parzen {

Bandwidth::Bandwidth(double h) : h_{h} {
  if (std::isfinite(h) && h > 0) return;
  throw std::invalid_argument{fmt::format("width is {}, expected a finite number greater than 0", h)};
}

}  // namespace parzen
