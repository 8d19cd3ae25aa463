#pragma once

#include "rotation.hpp"

namespace parzen {

/// The singular value decomposition of the triangle [f g; 0 h], as far as right singular vectors need it.
///
/// Both values may be negative; `right` turns the rows of V^T to match these signs.
struct TriangleSvd {
  double larger;
  double smaller;
  Rotation right;
};
TriangleSvd triangle_svd(double f, double g, double h);

/// The smaller singular value of the triangle [f g; 0 h], not negative.
double smaller_singular_value(double f, double g, double h);

}  // namespace parzen
