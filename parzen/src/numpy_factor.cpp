#include "numpy_factor.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "bidiagonal.hpp"
#include "bidiagonal_qr.hpp"

namespace parzen {
namespace {

using Eigen::Index;

void swap_singular(RightSvd& svd, Index i, Index j) {
  if (i == j) return;
  std::swap(svd.values[i], svd.values[j]);
  svd.vectors.row(i).swap(svd.vectors.row(j));
}

/// Selection sort: puts the smallest value last, and so on to the front. Of equal values the one found last counts.
void sort_from_the_back(RightSvd& svd) {
  for (Index end = svd.values.size(); end > 1; --end) {
    Index smallest = 0;
    for (Index i = 1; i < end; ++i) {
      if (svd.values[i] <= svd.values[smallest]) smallest = i;
    }
    swap_singular(svd, smallest, end - 1);
  }
}

/// Selection sort: puts the value that comes `before` all others first, and so on. Of equal values the first found
/// counts.
template <class Before>
void sort_from_the_front(RightSvd& svd, Before before) {
  for (Index begin = 0; begin + 1 < svd.values.size(); ++begin) {
    Index best = begin;
    for (Index i = begin + 1; i < svd.values.size(); ++i) {
      if (before(svd.values[i], svd.values[best])) best = i;
    }
    swap_singular(svd, begin, best);
  }
}

/// Largest value first. LAPACK sorts three times, once the wrong way round (in dbdsqr, dlasdq and dbdsdc); it shows in
/// the order of vectors that belong to equal values, as in diag(2, 1, 1).
void sort_descending(RightSvd& svd) {
  sort_from_the_back(svd);
  sort_from_the_front(svd, std::less<>{});
  sort_from_the_front(svd, std::greater<>{});
}

RightSvd decompose(const Eigen::MatrixXd& matrix) {
  const Bidiagonal bidiagonal{matrix};
  RightSvd svd = bidiagonal_svd(bidiagonal.diagonal(), bidiagonal.superdiagonal());
  sort_descending(svd);
  bidiagonal.apply_right_reflections(svd.vectors);
  return svd;
}

/// What a matrix with this largest entry is scaled to: into the range where squares neither overflow nor underflow.
double workable(double largest) {
  constexpr double kSmall = 0x1p-459;  // sqrt(smallest normal number) / epsilon
  return largest == 0 ? 0 : std::clamp(largest, kSmall, 1 / kSmall);
}

}  // namespace

Eigen::MatrixXd numpy_factor(const Eigen::MatrixXd& covariance) {
  const double largest = covariance.cwiseAbs().maxCoeff();
  const double target = workable(largest);
  const bool is_scaled = target != largest;
  RightSvd svd = decompose(is_scaled ? covariance * (target / largest) : covariance);
  // Eigenvalues may be beyond the range of doubles where the entries are not; their roots are not.
  const double scale = is_scaled ? std::sqrt(largest / target) : 1;
  return (svd.values.cwiseSqrt() * scale).asDiagonal() * svd.vectors;
}

}  // namespace parzen
