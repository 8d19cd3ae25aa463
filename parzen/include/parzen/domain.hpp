#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "parzen/estimate.hpp"
#include "parzen/grid.hpp"
#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen {

/// What lies at the ends of one dimension.
enum class Ends {
  open,     ///< nothing: it goes on
  reflect,  ///< no sample can be beyond: what a window would spread there is reflected (Silverman 1986, section 2.10)
  periodic  ///< it begins anew, as angles do
};

/// One dimension of a domain.
struct DomainAxis {
  Ends ends = Ends::open;
  double low = -std::numeric_limits<double>::infinity();  ///< of `reflect` either may be infinite: no end there
  double high = std::numeric_limits<double>::infinity();
  friend bool operator==(const DomainAxis&, const DomainAxis&) = default;
};

/// Where samples can be: one axis per dimension, or none for all of space.
///
/// An estimate on a domain is the sum of the estimates at the images of a point, which are itself, its reflections, and
/// itself a period away; it integrates to 1 over the domain, and is 0 outside of reflecting ends.
class Domain {
 public:
  /// All of space.
  Domain() = default;
  /// Throws std::invalid_argument unless low < high, and both are finite for a period.
  explicit Domain(std::vector<DomainAxis> axes);

  [[nodiscard]] bool is_everything() const noexcept;
  [[nodiscard]] std::span<const DomainAxis> axes() const noexcept { return axes_; }

 private:
  std::vector<DomainAxis> axes_;
};

/// The same angles, one turn: x itself if it is from low to high, else the number there that is whole periods away.
/// For an axis that is no period, x.
[[nodiscard]] double wrapped(double x, const DomainAxis& axis) noexcept;
/// Each sample's coordinates wrapped into the periods of the domain.
/// @throws std::invalid_argument unless domain and samples have one dimension
[[nodiscard]] Samples wrapped(SampleView samples, const Domain& domain);

/// The images of some points: those of point q are rows [first[q], first[q + 1]) of `values`, d numbers each.
struct PointImages {
  std::vector<double> values;
  std::vector<std::size_t> first;

  /// The sums at the points, from those at their images.
  [[nodiscard]] std::vector<ScaledSum> fold(std::span<const ScaledSum> sums) const;
};

/// The images of points, which may be any number of periods away, at which a window could hold samples. O(n d +
/// images).
/// @throws std::invalid_argument unless domain, samples, points and window have one dimension; if a sample is outside
/// of
///         its bounds, for which periods see wrapped; for a covariance, which a reflection would turn; or if the window
///         is so much wider than the domain that there are more than 10 000 images along an axis
[[nodiscard]] PointImages images_of(SampleView points, const Domain& domain, SampleView samples, const Window& window);

/// The images of a grid's points are the points of a larger one.
struct GridImages {
  Grid grid;                                                ///< of all images
  std::vector<std::vector<std::vector<std::size_t>>> axes;  ///< of each coordinate of each axis, the images' places

  /// The sums on the grid, from those on the grid of images.
  [[nodiscard]] std::vector<double> fold(std::vector<double> sums) const;
};

/// @throws as for points, or if the images are too many for a grid
[[nodiscard]] GridImages images_of(const Grid& grid, const Domain& domain, SampleView samples, const Window& window);

}  // namespace parzen
