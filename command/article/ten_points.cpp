#include "article/ten_points.hpp"

#include <array>

#include "parzen/hypercube.hpp"

namespace parzen::command {

const Samples& ten_points() {
  static const Samples points{{0,    0,     0,      //
                               0.2,  0.2,   0.2,    //
                               0.1,  -0.1,  -0.3,   //
                               -1.2, 0.3,   -0.3,   //
                               0.8,  -0.82, -0.9,   //
                               1,    0.6,   -0.7,   //
                               0.8,  0.7,   0.2,    //
                               0.7,  -0.8,  -0.45,  //
                               -0.3, 0.6,   0.9,    //
                               0.7,  -0.6,  -0.8},
                              3};
  return points;
}

double density_from_ten_points() {
  constexpr std::array<double, 3> kOrigin = {0, 0, 0};
  const Bandwidth h{1};
  return hypercube_density(count_in_window(ten_points(), kOrigin, h), ten_points().size(), h, 3);
}

}  // namespace parzen::command
