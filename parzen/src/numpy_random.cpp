#include "parzen/numpy_random.hpp"

#include <cmath>
#include <utility>

namespace parzen {

double NumpyRandom::uniform() {
  // 27 and 26 bits from two draws, the higher ones first: two statements, as operands have no order.
  const auto high = static_cast<double>(twister_() >> 5U);
  const auto low = static_cast<double>(twister_() >> 6U);
  return (high * 0x1p26 + low) * 0x1p-53;
}

double NumpyRandom::standard_normal() {
  if (waiting_) return *std::exchange(waiting_, std::nullopt);
  double x1 = 0;
  double x2 = 0;
  double r2 = 0;
  do {  // a point in the unit circle, Marsaglia's polar method
    x1 = 2.0 * uniform() - 1.0;
    x2 = 2.0 * uniform() - 1.0;
    r2 = x1 * x1 + x2 * x2;
  } while (r2 >= 1.0 || r2 == 0.0);
  const double factor = std::sqrt(-2.0 * std::log(r2) / r2);
  waiting_ = factor * x1;
  return factor * x2;
}

}  // namespace parzen
