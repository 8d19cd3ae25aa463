#pragma once

#include <Eigen/Core>

namespace parzen {

/// A plane rotation by the angle with this cosine and sine.
struct Rotation {
  double cosine = 1;
  double sine = 0;

  /// Rotates two rows of `m`: first becomes c*first + s*second, second becomes c*second - s*first.
  void apply_to_rows(Eigen::MatrixXd& m, Eigen::Index first, Eigen::Index second) const;
};

/// The rotation with cosine >= 0 that turns the vector (f, g) into (r, 0), and that r. If f is 0, r is fabs(g).
struct RotationOnto {
  Rotation rotation;
  double r;
};
RotationOnto rotation_onto_axis(double f, double g);

}  // namespace parzen
