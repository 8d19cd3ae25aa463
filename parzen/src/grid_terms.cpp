#include "grid_terms.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "grid_span.hpp"

namespace parzen {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr std::size_t kRowsAtOnce = 256;
constexpr std::size_t kPointsAtOnce = 4096;

Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }

}  // namespace

double GridTerms::factor(std::size_t axis, double coordinate, double x) const {
  return kernel_value(window_.kernel(), (coordinate - x) / window_.width(axis).value()) /
         kernel_value(window_.kernel(), 0);
}

void GridTerms::add(SampleView samples, std::size_t first, std::size_t count, std::span<double> sums) const {
  const bool has_support = std::isfinite(kernel_support(window_.kernel()));
  for (std::size_t i = first; has_support && i < first + count; ++i) add_near(samples.row(i), sums);
  for (std::size_t done = 0; !has_support && done < count; done += kRowsAtOnce) {
    add_everywhere(samples, first + done, std::min(kRowsAtOnce, count - done), sums);
  }
}

void GridTerms::add_near(std::span<const double> sample, std::span<double> sums) const {
  const std::size_t d = sample.size();
  std::vector<GridSpan> spans(d);
  std::vector<std::vector<double>> factors(d);
  for (std::size_t j = 0; j < d; ++j) {
    const auto& axis = grid_.axes()[j];
    // A sample on the border has the factor 0, so it does not matter on which side rounding puts it.
    spans[j] = within(axis, sample[j], window_.width(j).value() * kernel_support(window_.kernel()));
    if (spans[j].first >= spans[j].last) return;
    for (std::size_t k = spans[j].first; k < spans[j].last; ++k) factors[j].push_back(factor(j, axis[k], sample[j]));
  }
  // All rows of points along the last axis, by their places on the other axes.
  std::vector<std::size_t> place(d, 0);
  for (;;) {
    std::size_t row = 0;
    double product = 1;
    for (std::size_t j = 0; j + 1 < d; ++j) {
      row = (row + spans[j].first + place[j]) * grid_.axes()[j + 1].size();
      product *= factors[j][place[j]];
    }
    double* sum = sums.data() + row + spans[d - 1].first;
    for (std::size_t k = 0; k < factors[d - 1].size(); ++k) sum[k] += product * factors[d - 1][k];
    std::size_t j = d - 1;
    while (j-- > 0 && ++place[j] == factors[j].size()) place[j] = 0;
    if (j == static_cast<std::size_t>(-1)) return;
  }
}

void GridTerms::add_everywhere(SampleView samples, std::size_t first, std::size_t count, std::span<double> sums) const {
  const std::size_t d = grid_.dimension();
  std::vector<Matrix> factors;
  for (std::size_t j = 0; j < d; ++j) {
    const auto& axis = grid_.axes()[j];
    Matrix& matrix = factors.emplace_back(index(axis.size()), index(count));
    for (std::size_t k = 0; k < axis.size(); ++k) {
      for (std::size_t i = 0; i < count; ++i) {
        matrix(index(k), index(i)) = factor(j, axis[k], samples.row(first + i)[j]);
      }
    }
  }
  const std::size_t length = grid_.axes()[d - 1].size();
  const std::size_t rows = grid_.size() / length;
  for (std::size_t begin = 0; begin < rows; begin += kPointsAtOnce) {
    const std::size_t some = std::min(kPointsAtOnce, rows - begin);
    Matrix products = Matrix::Ones(index(some), index(count));
    for (std::size_t r = 0; r < some; ++r) {
      std::size_t left = begin + r;
      for (std::size_t j = d - 1; j-- > 0; left /= grid_.axes()[j].size()) {
        products.row(index(r)).array() *= factors[j].row(index(left % grid_.axes()[j].size())).array();
      }
    }
    Eigen::Map<Matrix> part{sums.data() + begin * length, index(some), index(length)};
    part.noalias() += products * factors[d - 1].transpose();
  }
}

}  // namespace parzen
