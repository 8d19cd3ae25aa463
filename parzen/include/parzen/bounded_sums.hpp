#pragma once

#include <cstdint>
#include <vector>

#include "parzen/estimate.hpp"
#include "parzen/sample_tree.hpp"

namespace parzen {

/// How far a density may be from the sum of all terms: by no more than absolute + relative times itself.
struct Tolerance {
  double relative = 0;  ///< 0 or more, less than 1
  double absolute = 0;  ///< 0 or more, in the unit of the density
  friend bool operator==(const Tolerance&, const Tolerance&) = default;
};

/// Whether a tree makes the sums at so many points cheaper, by costs measured on one machine. It cannot without a
/// tolerance where every term counts, as those of a Gaussian do.
[[nodiscard]] bool is_tree_worth_it(std::size_t n, std::size_t points, Kernel kernel, Tolerance tolerance) noexcept;

/// A kernel sum and how far it may be from that of all terms.
struct BoundedSum {
  ScaledSum sum;
  double most_error;         ///< |sum - sum of all terms| is no more, but for the rounding of the terms that were added
  std::uint64_t terms_seen;  ///< samples whose terms were computed one by one
};

/// kernel_sums at each point within a tolerance that is kept: what is left out or taken together is bounded by the
/// greatest and the least term that the box of its samples allows, and the bounds add up to no more than was granted.
///
/// Nodes are visited from the nearest on; a node whose samples' terms cannot differ by more than its share of the
/// tolerance is taken as so many times the middle of its bounds, and what a node leaves of its share goes to the next.
/// (Gray and Moore, "Nonparametric density estimation: toward computational tractability", SIAM International
/// Conference on Data Mining, 2003.) With tolerance 0 every term that is not 0 is added: for kernels with a support
/// that is exact, and far fewer than n terms per point. Points where no double holds a sum are summed without
/// tolerance.
///
/// A point's result depends on the tree and that point alone. @throws std::invalid_argument unless points, tree and
/// window have one dimension, the window is a product and its kernel not the hypercube, which is counted, and the
/// tolerance is in range
[[nodiscard]] std::vector<BoundedSum> bounded_kernel_sums(const SampleTreeView& tree, SampleView points,
                                                          const Window& window, Tolerance tolerance);

}  // namespace parzen
