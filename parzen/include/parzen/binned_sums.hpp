#pragma once

#include <vector>

#include "parzen/grid.hpp"
#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen {

/// Kernel sums that stand for samples put into bins, and how far they may be from those of the samples.
struct BinnedSums {
  std::vector<double> sums;  ///< one per point of the grid, 0 or more
  double most_error;         ///< no sum is off by more
};

/// kernel_sums_on_grid by way of bins and a fast Fourier transform: O(n + b log b) time for b bins, however many
/// samples and points meet.
///
/// Each sample is shared between the two bins beside it along each axis, in proportion to their nearness (linear
/// binning: Wand, Journal of Computational and Graphical Statistics 3, 1994), and the bins are convolved with the
/// kernel. Bins are as wide as the grid's steps or a whole part of them, so that there are 16 to a width where 2^22
/// bins along one axis, or 2^12 along each of two, allow it. Between bins a kernel is taken as straight: with bins of
/// width δ that is off by δ²/(8h²) times its greatest curvature, or, where it has a kink, by δ/(2h) times its greatest
/// slope, for the sample for which it is worst; most samples are off by less, and in both directions.
/// @throws std::invalid_argument unless grid, samples and window have one dimension, 1 or 2, the axes are of 2 or more
///         evenly spaced points, the window is a product and its kernel not the hypercube, which count_on_grid counts;
///         or if samples that count are thousands of times the grid's size away
[[nodiscard]] BinnedSums binned_kernel_sums(SampleView samples, const Grid& grid, const Window& window);

}  // namespace parzen
