#pragma once

/// Everything of parzen: Parzen-window density estimation from samples in memory or in files.

#include "parzen/bandwidth.hpp"             // IWYU pragma: export
#include "parzen/binned_sums.hpp"           // IWYU pragma: export
#include "parzen/bootstrap.hpp"             // IWYU pragma: export
#include "parzen/border.hpp"                // IWYU pragma: export
#include "parzen/bounded_sums.hpp"          // IWYU pragma: export
#include "parzen/classifier.hpp"            // IWYU pragma: export
#include "parzen/confidence.hpp"            // IWYU pragma: export
#include "parzen/cross_validation.hpp"      // IWYU pragma: export
#include "parzen/distribution.hpp"          // IWYU pragma: export
#include "parzen/domain.hpp"                // IWYU pragma: export
#include "parzen/estimate.hpp"              // IWYU pragma: export
#include "parzen/form.hpp"                  // IWYU pragma: export
#include "parzen/grid.hpp"                  // IWYU pragma: export
#include "parzen/hypercube.hpp"             // IWYU pragma: export
#include "parzen/kernel.hpp"                // IWYU pragma: export
#include "parzen/normal.hpp"                // IWYU pragma: export
#include "parzen/numpy_random.hpp"          // IWYU pragma: export
#include "parzen/plug_in.hpp"               // IWYU pragma: export
#include "parzen/read.hpp"                  // IWYU pragma: export
#include "parzen/reference_covariance.hpp"  // IWYU pragma: export
#include "parzen/reference_width.hpp"       // IWYU pragma: export
#include "parzen/sample_estimate.hpp"       // IWYU pragma: export
#include "parzen/sample_reader.hpp"         // IWYU pragma: export
#include "parzen/sample_tree.hpp"           // IWYU pragma: export
#include "parzen/samples.hpp"               // IWYU pragma: export
#include "parzen/spread.hpp"                // IWYU pragma: export
#include "parzen/sweep.hpp"                 // IWYU pragma: export
#include "parzen/weighted_estimate.hpp"     // IWYU pragma: export
#include "parzen/weights.hpp"               // IWYU pragma: export
#include "parzen/widths.hpp"                // IWYU pragma: export
#include "parzen/window.hpp"                // IWYU pragma: export
#include "parzen/write.hpp"                 // IWYU pragma: export
