#include "grid_terms.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "grid_span.hpp"
#include "parzen/estimate.hpp"
#include "parzen/weighted_estimate.hpp"

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

void GridTerms::add(SampleView samples, std::span<const double> weights, std::size_t first, std::size_t count,
                    std::span<double> sums) const {
  const bool has_support = std::isfinite(kernel_support(window_.kernel()));
  for (std::size_t i = first; has_support && i < first + count; ++i) {
    add_near(samples.row(i), weights.empty() ? 1 : weights[i], sums);
  }
  for (std::size_t done = 0; !has_support && done < count; done += kRowsAtOnce) {
    add_everywhere(samples, weights, first + done, std::min(kRowsAtOnce, count - done), sums);
  }
}

void GridTerms::add_near(std::span<const double> sample, double weight, std::span<double> sums) const {
  const std::size_t d = sample.size();
  std::vector<GridSpan> spans(d);
  std::vector<std::vector<double>> factors(d);
  for (std::size_t j = 0; j < d; ++j) {
    const auto& axis = grid_.axes()[j];
    // A sample on the border has the factor 0, so it does not matter on which side rounding puts it.
    const double support = window_.width(j).value() * kernel_support(window_.kernel());
    spans[j] = within(axis, sample[j], support);
    if (spans[j].first >= spans[j].last) return;
    for (std::size_t k = spans[j].first; k < spans[j].last; ++k) factors[j].push_back(factor(j, axis[k], sample[j]));
  }
  // All rows of points along the last axis, by their places on the other axes.
  std::vector<std::size_t> place(d, 0);
  for (;;) {
    std::size_t row = 0;
    double product = weight;
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

void GridTerms::add_everywhere(SampleView samples, std::span<const double> weights, std::size_t first,
                               std::size_t count, std::span<double> sums) const {
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
  for (std::size_t i = 0; !weights.empty() && i < count; ++i) factors[d - 1].col(index(i)) *= weights[first + i];
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

namespace {

/// What has no factors is summed as anywhere else, for some points at a time: all of them may not fit into memory
/// twice.
std::vector<double> sums_point_by_point(SampleView samples, std::span<const double> weights, const Grid& grid,
                                        const Window& window) {
  std::vector<double> sums;
  sums.reserve(grid.size());
  for (std::size_t begin = 0; begin < grid.size(); begin += kPointsAtOnce) {
    const std::vector<double> points = grid.points(begin, std::min(grid.size(), begin + kPointsAtOnce));
    const SampleView some{points, grid.dimension()};
    const auto part =
        weights.empty() ? kernel_sums(samples, some, window) : kernel_sums(samples, weights, some, window);
    for (const ScaledSum& sum : part) sums.push_back(plain(sum));
  }
  return sums;
}

}  // namespace

std::vector<double> blockwise_sums(SampleView samples, std::span<const double> weights, const Grid& grid,
                                   const Window& window) {
  if (!window.has_factors(grid.dimension())) return sums_point_by_point(samples, weights, grid, window);
  const GridTerms terms{grid, window};
  std::vector<double> sums(grid.size(), 0);
  std::vector<double> block(grid.size());
  for (std::size_t begin = 0; begin < samples.size(); begin += kSumBlockRows) {
    std::ranges::fill(block, 0);
    terms.add(samples, weights, begin, std::min(kSumBlockRows, samples.size() - begin), block);
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += block[i];
  }
  return sums;
}

}  // namespace parzen
