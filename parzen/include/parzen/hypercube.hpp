#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parzen/bandwidth.hpp"
#include "parzen/border.hpp"
#include "parzen/samples.hpp"

namespace parzen {

/// Number of samples in the closed hypercube of side h centred at `at`.
///
/// A sample x_i is inside if `fabs(at[j] - x_i[j]) <= h * 0.5` in every dimension j, in plain IEEE arithmetic. This is
/// the canonical predicate: whatever else counts here must give exactly this number. It equals the test `fabs((at[j] -
/// x_i[j]) / h) <= 1/2`; it does not equal testing x_i against at - h/2 and at + h/2, which round. On decimal data a
/// sample that is on the border on paper may so be out by the rounding of at[j] - x_i[j]. Other borders have the
/// predicates of Border.
///
/// @throws std::invalid_argument unless `at` has the dimension of the samples and is finite
///
/// O(n d) time, stops at the first dimension that is out; no allocation.
[[nodiscard]] std::uint64_t count_in_window(SampleView samples, std::span<const double> at, Bandwidth h,
                                            Border border = Border::closed);

/// The same count for every one of `widths`, in their order, from one pass over the samples.
///
/// Widths come in any order and may repeat. Whether a sample is inside depends on one number for all widths, its
/// Chebyshev distance max_j fabs(at[j] - x_i[j]), so a hundred widths cost little more than one: O(n d + w log w) time
/// for w widths, unless they crowd (a hundred within a thousandth of their range), O(w) memory.
///
/// @throws std::invalid_argument unless `at` has the dimension of the samples and is finite
[[nodiscard]] std::vector<std::uint64_t> count_all_widths(SampleView samples, std::span<const double> at,
                                                          std::span<const Bandwidth> widths,
                                                          Border border = Border::closed);

/// Hypercube estimate of a density: the share of samples in the window over its volume, count/n / h^dimension.
///
/// In 1/(unit of the data)^dimension; may exceed 1. Infinite if the volume underflows, see smallest_width.
/// @throws std::invalid_argument if n or dimension is 0 or count > n
[[nodiscard]] double hypercube_density(std::uint64_t count, std::uint64_t n, Bandwidth h, std::size_t dimension);

/// The smallest width whose window has a volume, h^dimension, that is no less than the smallest normal double: with it
/// and wider ones densities and their limits are finite.
/// @throws std::invalid_argument if dimension is 0
[[nodiscard]] Bandwidth smallest_width(std::size_t dimension);

/// What the article "An introduction to parallel programming using Python's multiprocessing module" prints: count/n /
/// h.
///
/// Not a density unless the data has one dimension. The article divides by `h**point_x.shape[1]`, but its point is a
/// column, d x 1, so the exponent is 1 where d was meant. Kept to reproduce its table to the digit; use
/// hypercube_density otherwise.
/// @throws std::invalid_argument if n is 0 or count > n
[[nodiscard]] double article_density(std::uint64_t count, std::uint64_t n, Bandwidth h);

}  // namespace parzen
