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

void add_distances(std::span<double> terms, const double* column, double x, double per_width) noexcept {
  for (std::size_t i = 0; i < terms.size(); ++i) terms[i] -= std::fabs((x - column[i]) * per_width);
}

}  // namespace

KernelTerms::KernelTerms(const Window& window, std::size_t dimension)
    : kernel_{window.kernel()},
      as_exponents_{kernel_ == Kernel::gaussian || kernel_ == Kernel::exponential || dimension > kMostFactors},
      columns_(dimension * kMostRows) {
  assert(kernel_ != Kernel::hypercube);
  const double first = window.width(0).value();
  is_usual_ = kernel_ == Kernel::gaussian;
  for (std::size_t j = 0; j < dimension; ++j) {
    const double h = window.width(j).value();
    is_usual_ = is_usual_ && h > kLeastUsual && h < 1 / kLeastUsual;
    per_width_.push_back(1 / h);
    shapes_.push_back((first / h) * (first / h));
  }
  is_round_ = std::ranges::all_of(shapes_, [](double shape) { return shape == 1; });
  factor_ = -0.5 * std::numbers::log2e / (first * first);
}

void KernelTerms::load(SampleView samples, std::size_t first, std::size_t count) {
  assert(count <= kMostRows);
  rows_ = count;
  outside_ = nullptr;
  stride_ = kMostRows;
  const std::size_t d = per_width_.size();
  const double* from = samples.values().data() + first * d;
  for (std::size_t j = 0; j < d; ++j) {
    for (std::size_t i = 0; i < count; ++i) columns_[j * kMostRows + i] = from[i * d + j];
  }
}

void KernelTerms::look_at(const double* columns, std::size_t stride, std::size_t rows) noexcept {
  assert(rows <= kMostRows);
  rows_ = rows;
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

ScaledSum KernelTerms::add_exponentials() noexcept {
  const TermLoops& loops = term_loops();
  const double top = loops.largest(terms_.data(), rows_);
  if (top == -std::numeric_limits<double>::infinity()) return kNoTerms;
  const double scale = top > kPlain ? 0 : top;
  return {scale, loops.sum_exponentials(terms_.data(), rows_, scale)};
}

/// Without a scale, which costs a third of the time; a sum so small that it needs one is kNoTerms.
ScaledSum KernelTerms::add_gaussians(std::span<const double> x) noexcept {
  const Places places{column(0), stride_, x.size(), shapes_.data(), is_round_};
  term_loops().gaussians(terms_.data(), rows_, places, x.data(), factor_);
  const double total = term_loops().sum(terms_.data(), rows_);
  return total > kLeastPlain ? ScaledSum{0, total} : kNoTerms;
}

ScaledSum KernelTerms::sum(std::span<const double> x) noexcept {
  if (const ScaledSum plain = is_usual_ ? add_gaussians(x) : kNoTerms; plain != kNoTerms) return plain;
  gather(x);
  if (as_exponents_) return add_exponentials();
  return {0, term_loops().sum(terms_.data(), rows_)};
}

}  // namespace parzen
