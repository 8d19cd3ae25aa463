#include "bidiagonal_qr.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "rotation.hpp"
#include "triangle_svd.hpp"

namespace parzen {
namespace {

using Eigen::Index;

constexpr double kEpsilon = std::numeric_limits<double>::epsilon() / 2;
constexpr int kMostSweepsPerRow = 6;

double relative_tolerance() { return std::clamp(std::pow(kEpsilon, -0.125), 10.0, 100.0) * kEpsilon; }

class BidiagonalQr {
 public:
  BidiagonalQr(const Eigen::VectorXd& diagonal, const Eigen::VectorXd& superdiagonal)
      : d_{diagonal},
        e_{superdiagonal},
        vt_{Eigen::MatrixXd::Identity(diagonal.size(), diagonal.size())},
        threshold_{negligible()} {}

  RightSvd run() {
    last_ = d_.size() - 1;
    while (last_ > 0) step();
    make_positive();
    return {std::move(d_), std::move(vt_)};
  }

 private:
  /// What is left to do above last_: drop a converged row, solve a 2 x 2 block, or sweep through the unreduced block.
  void step() {
    const Index first = find_block();
    if (first == last_) {
      --last_;
    } else if (first + 1 == last_) {
      solve_pair(first);
      last_ -= 2;
    } else {
      choose_direction(first);
      if (!deflate()) sweep();
    }
  }

  /// An entry of the superdiagonal up to this is zero: it cannot change a singular value in its leading digits.
  [[nodiscard]] double negligible() const {
    const auto n = static_cast<double>(d_.size());
    double mu = std::fabs(d_[0]);
    double smallest = mu;
    for (Index i = 1; i < d_.size() && smallest != 0; ++i) {
      mu = std::fabs(d_[i]) * (mu / (mu + std::fabs(e_[i - 1])));
      smallest = std::min(smallest, mu);
    }
    return std::max(tolerance_ * (smallest / std::sqrt(n)),
                    kMostSweepsPerRow * (n * (n * std::numeric_limits<double>::min())));
  }

  /// First row of the block that ends in last_ and has no zero on its superdiagonal; notes its largest entry.
  Index find_block() {
    block_max_ = std::fabs(d_[last_]);
    for (Index i = last_; i-- > 0;) {
      if (std::fabs(e_[i]) <= threshold_) {
        e_[i] = 0;
        return i + 1;
      }
      block_max_ = std::max({block_max_, std::fabs(d_[i]), std::fabs(e_[i])});
    }
    return 0;
  }

  void solve_pair(Index i) {
    const TriangleSvd svd = triangle_svd(d_[i], e_[i], d_[i + 1]);
    d_[i] = svd.larger;
    e_[i] = 0;
    d_[i + 1] = svd.smaller;
    svd.right.apply_to_rows(vt_, i, i + 1);
  }

  /// A sweep goes from the larger end of the block to the smaller. The rest of the block swept last keeps its
  /// direction.
  void choose_direction(Index first) {
    if (first > swept_last_ || last_ < swept_first_) is_downward_ = std::fabs(d_[first]) >= std::fabs(d_[last_]);
    block_first_ = first;
    block_last_ = last_;
  }

  // The block as the sweep sees it, 0 being the end where it starts; link(p) is between entries p and p + 1.
  [[nodiscard]] Index size() const { return block_last_ - block_first_ + 1; }
  [[nodiscard]] Index row(Index p) const { return is_downward_ ? block_first_ + p : block_last_ - p; }
  double& entry(Index p) { return d_[row(p)]; }
  double& link(Index p) { return e_[is_downward_ ? block_first_ + p : block_last_ - p - 1]; }

  /// Sets one entry of the superdiagonal to zero if it does not matter any more, and says whether there was one.
  bool deflate() {
    if (std::fabs(link(size() - 2)) <= tolerance_ * std::fabs(entry(size() - 1))) {
      link(size() - 2) = 0;
      return true;
    }
    double mu = std::fabs(entry(0));
    block_min_ = mu;
    for (Index p = 0; p + 1 < size(); ++p) {
      if (std::fabs(link(p)) <= tolerance_ * mu) {
        link(p) = 0;
        return true;
      }
      mu = std::fabs(entry(p + 1)) * (mu / (mu + std::fabs(link(p))));
      block_min_ = std::min(block_min_, mu);
    }
    return false;
  }

  void sweep() {
    swept_first_ = block_first_;
    swept_last_ = block_last_;
    if (++sweeps_ > kMostSweepsPerRow * d_.size() * d_.size()) throw std::runtime_error{"the SVD does not converge"};
    const double shift = choose_shift();
    if (shift == 0) {
      sweep_unshifted();
    } else {
      sweep_shifted(shift);
    }
    double& end = link(size() - 2);
    if (std::fabs(end) <= threshold_) end = 0;
  }

  /// The smaller singular value of the last 2 x 2 triangle, or 0 where a shift would spoil small values or do nothing.
  double choose_shift() {
    const auto n = static_cast<double>(d_.size());
    if (n * tolerance_ * (block_min_ / block_max_) <= std::max(kEpsilon, 0.01 * tolerance_)) return 0;
    const Index end = size() - 1;
    const double shift = smaller_singular_value(entry(end - 1), link(end - 1), entry(end));
    const double ratio = shift / std::fabs(entry(0));
    return ratio * ratio < kEpsilon ? 0 : shift;
  }

  /// Rotations from the right change V^T going down, those from the left going up, where the block is seen transposed.
  void turn_vectors(Index p, const Rotation& right, const Rotation& left) {
    (is_downward_ ? right : left).apply_to_rows(vt_, row(p), row(p + 1));
  }

  void sweep_unshifted() {
    Rotation right;
    Rotation left;
    for (Index p = 0; p + 1 < size(); ++p) {
      const RotationOnto first = rotation_onto_axis(entry(p) * right.cosine, link(p));
      right = first.rotation;
      if (p > 0) link(p - 1) = left.sine * first.r;
      const RotationOnto second = rotation_onto_axis(left.cosine * first.r, entry(p + 1) * right.sine);
      left = second.rotation;
      entry(p) = second.r;
      turn_vectors(p, right, left);
    }
    const double h = entry(size() - 1) * right.cosine;
    entry(size() - 1) = h * left.cosine;
    link(size() - 2) = h * left.sine;
  }

  void sweep_shifted(double shift) {
    const Index end = size() - 1;
    double f = (std::fabs(entry(0)) - shift) * (std::copysign(1.0, entry(0)) + shift / entry(0));
    double g = link(0);
    for (Index p = 0; p < end; ++p) {
      const auto [right, r] = rotation_onto_axis(f, g);
      if (p > 0) link(p - 1) = r;
      f = right.cosine * entry(p) + right.sine * link(p);
      link(p) = right.cosine * link(p) - right.sine * entry(p);
      g = right.sine * entry(p + 1);
      entry(p + 1) = right.cosine * entry(p + 1);
      const auto [left, value] = rotation_onto_axis(f, g);
      entry(p) = value;
      f = left.cosine * link(p) + left.sine * entry(p + 1);
      entry(p + 1) = left.cosine * entry(p + 1) - left.sine * link(p);
      if (p + 1 < end) {
        g = left.sine * link(p + 1);
        link(p + 1) = left.cosine * link(p + 1);
      }
      turn_vectors(p, right, left);
    }
    link(end - 1) = f;
  }

  void make_positive() {
    for (Index i = 0; i < d_.size(); ++i) {
      if (d_[i] < 0) vt_.row(i) = -vt_.row(i);
      d_[i] = std::fabs(d_[i]);
    }
  }

  Eigen::VectorXd d_;
  Eigen::VectorXd e_;
  Eigen::MatrixXd vt_;
  double tolerance_ = relative_tolerance();
  double threshold_;

  Index last_ = 0;          // rows behind it have converged
  Index block_first_ = -1;  // the block at work
  Index block_last_ = -1;
  Index swept_first_ = -1;  // the block of the last sweep
  Index swept_last_ = -1;
  bool is_downward_ = true;
  double block_max_ = 0;
  double block_min_ = 0;
  Index sweeps_ = 0;
};

}  // namespace

RightSvd bidiagonal_svd(const Eigen::VectorXd& diagonal, const Eigen::VectorXd& superdiagonal) {
  return BidiagonalQr{diagonal, superdiagonal}.run();
}

}  // namespace parzen
