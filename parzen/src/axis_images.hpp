#pragma once

#include <span>
#include <vector>

#include "parzen/confidence.hpp"
#include "parzen/domain.hpp"

namespace parzen {

/// Where images along one axis matter: as far from the samples as the window reaches. An axis with one end has two
/// images of each point, and both are taken.
struct AxisImages {
  DomainAxis axis;
  Interval near;

  /// The images of coordinate x that are there; none if it is outside of reflecting ends.
  [[nodiscard]] std::vector<double> of(double x) const;
};

/// After how much an axis with ends repeats itself: a reflecting one by there and back. Infinite if an end is.
[[nodiscard]] double period_of(const DomainAxis& axis) noexcept;

/// The distances k period, for whole k, from `least` to `most`, ascending.
[[nodiscard]] std::vector<double> shifts(double least, double most, double period);

/// Throws std::invalid_argument unless the domain is all of space, or has so many axes.
void check_axes(const Domain& domain, std::size_t dimension);

/// For every dimension. Throws std::invalid_argument as images_of.
[[nodiscard]] std::vector<AxisImages> axis_images(const Domain& domain, SampleView samples, const Window& window);

}  // namespace parzen
