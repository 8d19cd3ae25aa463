#pragma once

#include <cstddef>
#include <span>

#include "parzen/border.hpp"
#include "parzen/samples.hpp"

namespace parzen {

/// Chebyshev distances max_j fabs(at[j] - x_i[j]) of the samples from `first` on, one for each place in `distances`;
/// where the border is open, the next double after the distance. Not for half borders.
///
/// A sample is in the window of side h exactly if its distance is <= h * 0.5: each difference is rounded as in the
/// canonical predicate, and taking the largest does not round.
void chebyshev_distances(SampleView samples, std::size_t first, std::span<const double> at, Border border,
                         std::span<double> distances) noexcept;

}  // namespace parzen
