#include "parzen/binned_sums.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <unsupported/Eigen/FFT>

#include "bin_axis.hpp"
#include "checks.hpp"

namespace parzen {
namespace {

using Complex = std::complex<double>;
using Fft = Eigen::FFT<double>;

void check_even(const std::vector<double>& axis, std::size_t number) {
  const auto steps = static_cast<double>(axis.size() - 1);
  const double step = (axis.back() - axis.front()) / steps;
  bool is_even = axis.size() >= 2;
  for (std::size_t i = 0; is_even && i < axis.size(); ++i) {
    is_even = std::fabs(axis[i] - axis.front() - static_cast<double>(i) * step) <= 1e-6 * step;
  }
  if (is_even) return;
  throw std::invalid_argument{
      fmt::format("axis {} of the grid is not of 2 or more evenly spaced points, which bins need", number)};
}

void check(SampleView samples, const Grid& grid, const Window& window) {
  window.check_dimension(samples.dimension());
  if (grid.dimension() != samples.dimension() || grid.dimension() > 2) {
    throw std::invalid_argument{fmt::format("a grid of {} axes and samples of dimension {}, expected 1 or 2 of both",
                                            grid.dimension(), samples.dimension())};
  }
  check_product(window);
  if (window.kernel() == Kernel::hypercube) {
    throw std::invalid_argument{"the window is hypercube, which is counted; expected another kernel"};
  }
  for (std::size_t j = 0; j < grid.dimension(); ++j) check_even(grid.axes()[j], j + 1);
}

/// The greatest distance between a sample and a point, along axis j.
double farthest(SampleView samples, const std::vector<double>& points, std::size_t j) {
  double most = 0;
  for (std::size_t i = j; i < samples.values().size(); i += samples.dimension()) {
    most = std::max({most, points.back() - samples.values()[i], samples.values()[i] - points.front()});
  }
  return most;
}

std::vector<double> inverse(Fft& fft, const std::vector<Complex>& half, std::size_t size) {
  std::vector<double> values;
  fft.inv(values, half, static_cast<Eigen::Index>(size));
  return values;
}

std::vector<double> sums_along_a_line(SampleView samples, const std::vector<double>& points, const BinAxis& axis) {
  std::vector<double> bins(axis.size(), 0);
  for (const double x : samples.values()) {
    if (!axis.reaches(x)) continue;
    const auto [bin, after] = axis.place_of(x);
    bins[bin] += 1 - after;
    bins[bin + 1] += after;
  }
  Fft fft;
  fft.SetFlag(Fft::HalfSpectrum);
  std::vector<Complex> transformed;
  fft.fwd(transformed, bins);
  const std::vector<double> kernel = axis.transform();
  for (std::size_t k = 0; k < transformed.size(); ++k) transformed[k] *= kernel[k];
  const std::vector<double> smoothed = inverse(fft, transformed, axis.size());
  std::vector<double> sums;
  for (std::size_t i = 0; i < points.size(); ++i) sums.push_back(smoothed[axis.bin_of(i)]);
  return sums;
}

/// Bins in two dimensions, row after row, and what becomes of them.
class Plane {
 public:
  Plane(const BinAxis& rows, const BinAxis& columns) : rows_{rows}, columns_{columns} {
    fft_.SetFlag(Fft::HalfSpectrum);
  }

  void bin(SampleView samples) {
    bins_.assign(rows_.size() * columns_.size(), 0);
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const double* x = samples.values().data() + 2 * i;
      if (!rows_.reaches(x[0]) || !columns_.reaches(x[1])) continue;
      const auto [row, below] = rows_.place_of(x[0]);
      const auto [column, after] = columns_.place_of(x[1]);
      double* at = bins_.data() + row * columns_.size() + column;
      at[0] += (1 - below) * (1 - after);
      at[1] += (1 - below) * after;
      at[columns_.size()] += below * (1 - after);
      at[columns_.size() + 1] += below * after;
    }
  }

  /// Transforms the rows, multiplies column by column with the kernel's transform, and takes back the columns.
  void convolve() {
    width_ = columns_.size() / 2 + 1;
    spectrum_.resize(rows_.size() * width_);
    std::vector<Complex> line;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      const auto begin = bins_.begin() + static_cast<std::ptrdiff_t>(r * columns_.size());
      fft_.fwd(line, std::vector<double>(begin, begin + static_cast<std::ptrdiff_t>(columns_.size())));
      std::copy_n(line.begin(), width_, spectrum_.begin() + static_cast<std::ptrdiff_t>(r * width_));
    }
    const std::vector<double> along_rows = columns_.transform();
    const std::vector<double> along_columns = rows_.transform();
    for (std::size_t c = 0; c < width_; ++c) convolve_column(c, along_columns, along_rows[c]);
  }

  /// Row `r` of the sums, at all bins.
  [[nodiscard]] std::vector<double> row(std::size_t r) {
    const auto begin = spectrum_.begin() + static_cast<std::ptrdiff_t>(r * width_);
    return inverse(fft_, std::vector<Complex>(begin, begin + static_cast<std::ptrdiff_t>(width_)), columns_.size());
  }

 private:
  void convolve_column(std::size_t c, const std::vector<double>& kernel, double factor) {
    std::vector<Complex> column(rows_.size());
    for (std::size_t r = 0; r < column.size(); ++r) column[r] = spectrum_[r * width_ + c];
    std::vector<Complex> transformed;
    column_fft_.fwd(transformed, column);
    for (std::size_t k = 0; k < transformed.size(); ++k) transformed[k] *= kernel[k] * factor;
    column_fft_.inv(column, transformed);
    for (std::size_t r = 0; r < column.size(); ++r) spectrum_[r * width_ + c] = column[r];
  }

  const BinAxis& rows_;     // bins from one row to the next
  const BinAxis& columns_;  // bins within a row
  Fft fft_;
  Fft column_fft_;
  std::size_t width_ = 0;  // of half a row's transform
  std::vector<double> bins_;
  std::vector<Complex> spectrum_;
};

std::vector<double> sums_on_a_plane(SampleView samples, const Grid& grid, const BinAxis& rows, const BinAxis& columns) {
  Plane plane{rows, columns};
  plane.bin(samples);
  plane.convolve();
  std::vector<double> sums;
  sums.reserve(grid.size());
  for (std::size_t i = 0; i < grid.axes()[0].size(); ++i) {
    const std::vector<double> row = plane.row(rows.bin_of(i));
    for (std::size_t k = 0; k < grid.axes()[1].size(); ++k) sums.push_back(row[columns.bin_of(k)]);
  }
  return sums;
}

}  // namespace

BinnedSums binned_kernel_sums(SampleView samples, const Grid& grid, const Window& window) {
  check(samples, grid, window);
  const std::size_t most_bins = grid.dimension() == 1 ? std::size_t{1} << 22U : std::size_t{1} << 12U;
  std::vector<BinAxis> axes;
  // Rounding: each step of the transforms adds to a bin some parts of all of them.
  double error = 16 * std::numeric_limits<double>::epsilon();
  for (std::size_t j = 0; j < grid.dimension(); ++j) {
    const std::vector<double>& points = grid.axes()[j];
    axes.emplace_back(points, farthest(samples, points, j), window.kernel(), window.width(j).value(), most_bins);
    error += axes[j].most_error();
  }
  auto sums = axes.size() == 1 ? sums_along_a_line(samples, grid.axes()[0], axes[0])
                               : sums_on_a_plane(samples, grid, axes[0], axes[1]);
  for (double& sum : sums) sum = std::max(0.0, sum);  // rounding may leave less than nothing
  return {std::move(sums), error * static_cast<double>(samples.size())};
}

}  // namespace parzen
