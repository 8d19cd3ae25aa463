#pragma once

#include <span>

#include "parzen/grid.hpp"
#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen {

// Checks at the doors of whatever sums or counts. All throw std::invalid_argument, in a sentence.

/// Unless points, samples and window have one dimension.
void check_dimensions(SampleView samples, SampleView points, const Window& window);

/// Unless grid, samples and window have one dimension.
void check_grid(SampleView samples, const Grid& grid, const Window& window);

/// Unless the window's kernel is the hypercube, the only one that counts.
void check_hypercube(const Window& window);

/// If the window has a covariance or a radial form: unless it is a product along the axes.
void check_product(const Window& window);

/// Unless there is a weight for each sample.
void check_weights(SampleView samples, std::span<const double> weights);

}  // namespace parzen
