#include "box_terms.hpp"

#include <algorithm>
#include <cmath>

namespace parzen {
namespace {

// Terms of both the box and a sample in it are rounded; this is more than either loses, for exponents up to 700.
constexpr double kRoom = 1e-12;

}  // namespace

BoxTerms::BoxTerms(const Window& window, std::size_t dimension)
    : kernel_{window.kernel()}, peak_{kernel_value(kernel_, 0)} {
  for (std::size_t j = 0; j < dimension; ++j) per_width_.push_back(1 / window.width(j).value());
}

template <class Add>
void BoxTerms::each_side(std::span<const double> x, const double* box, Add add) const noexcept {
  const std::size_t d = x.size();
  for (std::size_t j = 0; j < d; ++j) {
    const double below = box[j] - x[j];
    const double above = x[j] - box[d + j];
    add(std::max({0.0, below, above}) * per_width_[j], -std::min(below, above) * per_width_[j]);
  }
}

BoxTerms::Range BoxTerms::range(std::span<const double> x, const double* box) const noexcept {
  double near_exponent = 0;
  double far_exponent = 0;
  Range range{1 - kRoom, 1 + kRoom};
  switch (kernel_) {
    case Kernel::gaussian:
      each_side(x, box, [&](double near, double far) {
        near_exponent -= 0.5 * near * near;
        far_exponent -= 0.5 * far * far;
      });
      break;
    case Kernel::exponential:
      each_side(x, box, [&](double near, double far) {
        near_exponent -= near;
        far_exponent -= far;
      });
      break;
    default:
      each_side(x, box, [&](double near, double far) {
        range.greatest *= kernel_value(kernel_, near) / peak_;
        range.least *= kernel_value(kernel_, far) / peak_;
      });
      return range;
  }
  return {range.least * std::exp(far_exponent), range.greatest * std::exp(near_exponent)};
}

}  // namespace parzen
