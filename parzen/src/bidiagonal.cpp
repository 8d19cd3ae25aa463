#include "bidiagonal.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace parzen {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

// A number whose square, or whose inverse, begins to lose digits.
constexpr double kTiny = std::numeric_limits<double>::min() / (std::numeric_limits<double>::epsilon() / 2);

// Sums are loops, from first to last, where Eigen would add in an order of its own.

double norm(const VectorXd& x, Index first) {
  double sum = 0;
  for (Index i = first; i < x.size(); ++i) sum += x[i] * x[i];
  if (sum > kTiny || first == x.size()) return std::sqrt(sum);
  return x.tail(x.size() - first).stableNorm();
}

double hypotenuse(double a, double b) {
  const double larger = std::fmax(std::fabs(a), std::fabs(b));
  const double ratio = std::fmin(std::fabs(a), std::fabs(b)) / larger;
  return larger * std::sqrt(1 + ratio * ratio);
}

/// The reflection I - tau v v^T that turns a vector into (beta, 0, …, 0); v begins with 1.
struct Reflection {
  VectorXd v;
  double tau;
  double beta;
};

Reflection reflection_of(VectorXd x);

// v and tau do not change with the length of x, but 1 over a length this small would overflow.
Reflection scaled_reflection_of(const VectorXd& x) {
  Reflection reflection = reflection_of(x * (1 / kTiny));
  reflection.beta *= kTiny;
  return reflection;
}

Reflection reflection_of(VectorXd x) {
  const double alpha = x[0];
  const double tail = norm(x, 1);
  const double beta = tail == 0 ? alpha : -std::copysign(hypotenuse(alpha, tail), alpha);
  if (tail != 0 && std::fabs(beta) < kTiny) return scaled_reflection_of(x);
  x[0] = 1;
  if (tail == 0) return {std::move(x), 0, beta};
  const double factor = 1 / (alpha - beta);
  for (Index i = 1; i < x.size(); ++i) x[i] *= factor;
  return {std::move(x), (beta - alpha) / beta, beta};
}

void apply_from_left(Eigen::Ref<MatrixXd> c, const VectorXd& v, double tau) {
  for (Index j = 0; j < c.cols(); ++j) {
    double product = 0;
    for (Index i = 0; i < c.rows(); ++i) product += c(i, j) * v[i];
    const double scaled = -tau * product;
    for (Index i = 0; i < c.rows(); ++i) c(i, j) += v[i] * scaled;
  }
}

void apply_from_right(Eigen::Ref<MatrixXd> c, const VectorXd& v, double tau) {
  VectorXd product = VectorXd::Zero(c.rows());
  for (Index j = 0; j < c.cols(); ++j) product += v[j] * c.col(j);
  for (Index j = 0; j < c.cols(); ++j) c.col(j) += product * (-tau * v[j]);
}

}  // namespace

Bidiagonal::Bidiagonal(MatrixXd a)
    : a_{std::move(a)}, diagonal_{a_.rows()}, superdiagonal_{a_.rows() - 1}, row_taus_{a_.rows() - 1} {
  for (Index i = 0; i < a_.rows(); ++i) {
    reflect_column(i);
    if (i + 1 < a_.rows()) reflect_row(i);
  }
}

void Bidiagonal::reflect_column(Index i) {
  const Index rest = a_.rows() - i;
  const Reflection h = reflection_of(a_.col(i).tail(rest));
  diagonal_[i] = h.beta;
  apply_from_left(a_.bottomRightCorner(rest, rest - 1), h.v, h.tau);
}

void Bidiagonal::reflect_row(Index i) {
  const Index rest = a_.rows() - i - 1;
  const Reflection g = reflection_of(a_.row(i).tail(rest).transpose());
  superdiagonal_[i] = g.beta;
  row_taus_[i] = g.tau;
  a_.row(i).tail(rest) = g.v.transpose();
  apply_from_right(a_.bottomRightCorner(rest, rest), g.v, g.tau);
}

void Bidiagonal::apply_right_reflections(MatrixXd& m) const {
  for (Index i = row_taus_.size(); i-- > 0;) {
    const Index rest = a_.rows() - i - 1;
    apply_from_right(m.rightCols(rest), a_.row(i).tail(rest).transpose(), row_taus_[i]);
  }
}

}  // namespace parzen
