#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "parzen/bandwidth.hpp"
#include "parzen/border.hpp"
#include "parzen/form.hpp"
#include "parzen/kernel.hpp"

namespace parzen {

/// A Parzen window: a kernel, and its width, one for all dimensions or one for each.
///
/// The estimate of a density with it is, for samples x_1 … x_n,
///     f(x) = 1/n  Σ_i  Π_j  K((x_j - x_ij) / h_j) / h_j
/// or, in the radial form, with c_d K(|u|), u_j = (x_j - x_ij) / h_j, in place of Π_j K(u_j); or, for a Gaussian with a
/// full covariance H,
///     f(x) = 1/n  Σ_i  exp(-(x - x_i)ᵀ H⁻¹ (x - x_i) / 2) / sqrt((2π)^d det H)
class Window {
 public:
  /// A Gaussian whose covariance is `matrix`, row after row: what Wand and Jones ("Kernel Smoothing", 1995,
  /// section 4.2) and R's ks call the bandwidth matrix H. Its widths are the standard deviations of the coordinates.
  /// Throws std::invalid_argument unless it is square, finite, symmetric up to rounding and positive definite.
  [[nodiscard]] static Window of_covariance(std::span<const double> matrix);

  Window(Kernel kernel, Bandwidth h) : Window{kernel, std::vector{h}} {}
  /// One width per dimension, or a single one for all of them. Throws std::invalid_argument if there is none, or one is
  /// below the smallest normal double: 1/h would overflow.
  Window(Kernel kernel, std::vector<Bandwidth> widths);

  /// The same in another form. Throws std::invalid_argument for a radial hypercube, or if there is a covariance and the
  /// form is not `product`: a Gaussian is round anyway.
  [[nodiscard]] Window with_form(Form form) const;
  /// The same with another border; only hypercubes heed it.
  [[nodiscard]] Window with_border(Border border) const;

  [[nodiscard]] Kernel kernel() const noexcept { return kernel_; }
  [[nodiscard]] Form form() const noexcept { return form_; }
  [[nodiscard]] Border border() const noexcept { return border_; }
  /// The covariance that it was made of, row after row; else empty.
  [[nodiscard]] std::span<const double> covariance() const noexcept { return covariance_; }
  /// With a covariance H: the inverse of L, where H = L Lᵀ and L is lower triangular, row after row; else empty.
  [[nodiscard]] std::span<const double> whitening() const noexcept { return whitening_; }
  /// Whether each sample's term is a product of one factor for each dimension: grids are summed faster then.
  [[nodiscard]] bool has_factors(std::size_t dimension) const noexcept;
  /// As they were given: one, or one per dimension.
  [[nodiscard]] std::span<const Bandwidth> widths() const noexcept { return widths_; }
  /// Width in dimension `j`, which must be one of this window's.
  [[nodiscard]] Bandwidth width(std::size_t j) const noexcept { return widths_.size() == 1 ? widths_[0] : widths_[j]; }

  /// Throws std::invalid_argument unless this is a window for samples of this dimension.
  void check_dimension(std::size_t dimension) const;
  /// How far samples may be from the centre of a hypercube, in dimension `j`. Throws std::invalid_argument for the
  /// border `half`.
  [[nodiscard]] double half_width(std::size_t j) const { return parzen::half_width(width(j), border_); }
  /// Logarithm of the window at its centre, Π_j K(0)/h_j, where h_j to the power of the dimension may underflow.
  [[nodiscard]] double log_height(std::size_t dimension) const;

  friend bool operator==(const Window&, const Window&) = default;

 private:
  Kernel kernel_;
  std::vector<Bandwidth> widths_;
  Form form_ = Form::product;
  Border border_ = Border::closed;
  std::vector<double> covariance_ = {};
  std::vector<double> whitening_ = {};
};

}  // namespace parzen
