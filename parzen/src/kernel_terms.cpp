#include "kernel_terms.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

#include "term_loops.hpp"

namespace parzen {
namespace {

// Widths whose squares, and the squares' ratios, no distance turns into a NaN.
constexpr double kLeastUsual = 1e-60;

// As long as no term underflows by itself, it needs no scale: most sums are then of one scale, 0, and add plainly.
constexpr double kPlain = -600;
constexpr double kLeastPlain = 0x1p-865;  // exp(kPlain)

// Each loop below is over consecutive doubles and has no branch: the compiler makes it into vector instructions.

/// cos(πu/2) for |u| <= 1: the series in (πu/2)² <= 2.47, to the term below one unit in the last place of 1.
double cosine_of(double u) noexcept {
  const double half_angle = std::numbers::pi / 2 * u;
  const double z = -half_angle * half_angle;
  double p = 0;
  for (int k = 22; k > 0; k -= 2) p = (p + 1) * z / static_cast<double>(k * (k - 1));
  return p + 1;
}

double epanechnikov(double u) noexcept { return std::max(0.0, 1 - u * u); }
double triangular(double u) noexcept { return std::max(0.0, 1 - std::fabs(u)); }
double biweight(double u) noexcept { return epanechnikov(u) * epanechnikov(u); }
double triweight(double u) noexcept { return biweight(u) * epanechnikov(u); }
double cosine(double u) noexcept { return std::max(0.0, cosine_of(std::min(1.0, std::fabs(u)))); }

template <double (*factor)(double) noexcept>
void multiply(std::span<double> terms, const double* column, double x, double per_width) noexcept {
  for (std::size_t i = 0; i < terms.size(); ++i) terms[i] *= factor((x - column[i]) * per_width);
}

template <double (*factor)(double) noexcept>
void add_logarithms(std::span<double> terms, const double* column, double x, double per_width) noexcept {
  for (std::size_t i = 0; i < terms.size(); ++i) terms[i] += std::log(factor((x - column[i]) * per_width));
}

template <double (*factor)(double) noexcept>
void apply(bool as_exponents, std::span<double> terms, const double* column, double x, double per_width) noexcept {
  if (as_exponents) {
    add_logarithms<factor>(terms, column, x, per_width);
  } else {
    multiply<factor>(terms, column, x, per_width);
  }
}

template <double (*factor)(double) noexcept>
void replace(std::span<double> terms) noexcept {
  for (double& term : terms) term = factor(term);
}

void add_distances(std::span<double> terms, const double* column, double x, double per_width) noexcept {
  for (std::size_t i = 0; i < terms.size(); ++i) terms[i] -= std::fabs((x - column[i]) * per_width);
}

}  // namespace

KernelTerms::KernelTerms(const Window& window, std::size_t dimension)
    : kernel_{window.kernel()},
      is_radial_{!window.has_factors(dimension) && window.covariance().empty()},
      as_exponents_{kernel_ == Kernel::gaussian || kernel_ == Kernel::exponential ||
                    (dimension > kMostFactors && !is_radial_)},
      whitening_(window.whitening().begin(), window.whitening().end()),
      origin_(dimension),
      point_(dimension),
      columns_(dimension * kMostRows) {
  assert(kernel_ != Kernel::hypercube);
  // Whitened coordinates have the width 1.
  const auto width = [&](std::size_t j) { return whitening_.empty() ? window.width(j).value() : 1; };
  const double first = width(0);
  is_usual_ = kernel_ == Kernel::gaussian;
  for (std::size_t j = 0; j < dimension; ++j) {
    const double h = width(j);
    is_usual_ = is_usual_ && h > kLeastUsual && h < 1 / kLeastUsual;
    per_width_.push_back(1 / h);
    shapes_.push_back((first / h) * (first / h));
  }
  is_round_ = std::ranges::all_of(shapes_, [](double shape) { return shape == 1; });
  factor_ = -0.5 * std::numbers::log2e / (first * first);
}

void KernelTerms::start(const double* origin) noexcept {
  rows_ = 0;
  outside_ = nullptr;
  stride_ = kMostRows;
  weights_.clear();
  std::copy_n(origin, origin_.size(), origin_.begin());
}

void KernelTerms::whiten(const double* from, double* to, std::size_t step) const noexcept {
  const std::size_t d = origin_.size();
  for (std::size_t j = 0; j < d; ++j) {
    double sum = 0;
    for (std::size_t k = 0; k <= j; ++k) sum += whitening_[j * d + k] * (from[k] - origin_[k]);
    to[j * step] = sum;
  }
}

void KernelTerms::take_row(const double* row) noexcept {
  double* place = columns_.data() + rows_;
  if (!whitening_.empty()) whiten(row, place, kMostRows);
  for (std::size_t j = 0; whitening_.empty() && j < per_width_.size(); ++j) place[j * kMostRows] = row[j];
  ++rows_;
}

void KernelTerms::load(SampleView samples, std::size_t first, std::size_t count) {
  assert(count <= kMostRows);
  start(samples.row(first).data());
  for (std::size_t i = first; i < first + count; ++i) take_row(samples.row(i).data());
}

void KernelTerms::load(SampleView samples, std::span<const double> weights, std::size_t first) {
  assert(weights.size() <= kMostRows);
  start(samples.row(first).data());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] == 0) continue;
    take_row(samples.row(first + i).data());
    weights_.push_back(weights[i]);
  }
}

void KernelTerms::look_at(const double* columns, std::size_t stride, std::size_t rows) noexcept {
  assert(rows <= kMostRows && whitening_.empty());
  rows_ = rows;
  weights_.clear();
  outside_ = columns;
  stride_ = stride;
}

const double* KernelTerms::column(std::size_t j) const noexcept {
  return (outside_ == nullptr ? columns_.data() : outside_) + j * stride_;
}

void KernelTerms::gather(std::span<const double> x) noexcept {
  const std::span<double> terms{terms_.data(), rows_};
  std::ranges::fill(terms, as_exponents_ ? 0.0 : 1.0);
  for (std::size_t j = 0; j < x.size(); ++j) {
    const double* column = this->column(j);
    switch (kernel_) {
      case Kernel::hypercube:
        break;
      case Kernel::gaussian:
        term_loops().add_half_squares(terms.data(), rows_, column, x[j], per_width_[j]);
        break;
      case Kernel::epanechnikov:
        apply<epanechnikov>(as_exponents_, terms, column, x[j], per_width_[j]);
        break;
      case Kernel::triangular:
        apply<triangular>(as_exponents_, terms, column, x[j], per_width_[j]);
        break;
      case Kernel::biweight:
        apply<biweight>(as_exponents_, terms, column, x[j], per_width_[j]);
        break;
      case Kernel::triweight:
        apply<triweight>(as_exponents_, terms, column, x[j], per_width_[j]);
        break;
      case Kernel::cosine:
        apply<cosine>(as_exponents_, terms, column, x[j], per_width_[j]);
        break;
      case Kernel::exponential:
        add_distances(terms, column, x[j], per_width_[j]);
        break;
    }
  }
}

double KernelTerms::weighted_total() noexcept {
  for (std::size_t i = 0; i < rows_; ++i) terms_[i] *= weights_[i];
  return term_loops().sum(terms_.data(), rows_);
}

ScaledSum KernelTerms::add_exponentials() noexcept {
  const TermLoops& loops = term_loops();
  const double top = loops.largest(terms_.data(), rows_);
  if (top == -std::numeric_limits<double>::infinity()) return kNoTerms;
  const double scale = top > kPlain ? 0 : top;
  const double total = loops.sum_exponentials(terms_.data(), rows_, scale);
  return {scale, weights_.empty() ? total : weighted_total()};
}

void KernelTerms::gather_radial(std::span<const double> x) noexcept {
  const std::span<double> terms{terms_.data(), rows_};
  std::ranges::fill(terms, 0.0);
  for (std::size_t j = 0; j < x.size(); ++j) {
    term_loops().add_half_squares(terms.data(), rows_, column(j), x[j], per_width_[j]);
  }
  for (double& term : terms) term = std::sqrt(-2 * term);  // the length of u
  switch (kernel_) {
    case Kernel::hypercube:
    case Kernel::gaussian:
      break;
    case Kernel::epanechnikov:
      return replace<epanechnikov>(terms);
    case Kernel::triangular:
      return replace<triangular>(terms);
    case Kernel::biweight:
      return replace<biweight>(terms);
    case Kernel::triweight:
      return replace<triweight>(terms);
    case Kernel::cosine:
      return replace<cosine>(terms);
    case Kernel::exponential:
      for (double& term : terms) term = -term;
  }
}

/// Without a scale, which costs a third of the time; a sum so small that it needs one is kNoTerms.
ScaledSum KernelTerms::add_gaussians(std::span<const double> x) noexcept {
  const Places places{column(0), stride_, x.size(), shapes_.data(), is_round_};
  term_loops().gaussians(terms_.data(), rows_, places, x.data(), factor_);
  const double total = weights_.empty() ? term_loops().sum(terms_.data(), rows_) : weighted_total();
  return total > kLeastPlain ? ScaledSum{0, total} : kNoTerms;
}

ScaledSum KernelTerms::sum(std::span<const double> x) noexcept {
  if (!whitening_.empty()) {
    whiten(x.data(), point_.data(), 1);
    x = point_;
  }
  if (const ScaledSum plain = is_usual_ ? add_gaussians(x) : kNoTerms; plain != kNoTerms) return plain;
  is_radial_ ? gather_radial(x) : gather(x);
  if (as_exponents_) return add_exponentials();
  return {0, weights_.empty() ? term_loops().sum(terms_.data(), rows_) : weighted_total()};
}

}  // namespace parzen
