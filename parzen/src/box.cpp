#include "box.hpp"

#include "reach.hpp"

namespace parzen {

std::vector<Interval> box_around(std::span<const double> x, const Window& window) {
  std::vector<Interval> box;
  for (std::size_t j = 0; j < x.size(); ++j) box.push_back(reach(x[j], window.half_width(j)));
  return box;
}

}  // namespace parzen
