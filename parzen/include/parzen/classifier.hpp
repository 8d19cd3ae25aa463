#pragma once

#include <cstddef>
#include <vector>

#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen {

/// One class of samples, through its window, and how probable it is before a sample has been looked at.
struct ClassDensity {
  Samples samples;
  Window window;
  double prior;
};

/// What Bayes' rule makes of one point.
struct Posterior {
  std::size_t chosen;                 ///< the class with the greatest prior times density; the first of equals
  std::vector<double> probabilities;  ///< of each class, in their order; the priors where no class has any density
};

/// Bayes' rule with estimated densities: P(class | x) = prior p(x | class) / Σ of these over the classes, by
/// logarithms, so that far points and many dimensions have an answer as long as one class has a density there. (Duda,
/// Hart and Stork, "Pattern Classification", 2001, section 4.3.) O(all samples, points, d).
/// @throws std::invalid_argument unless there are 2 or more classes, priors are finite and positive, and all have the
///         dimension of the points
[[nodiscard]] std::vector<Posterior> classify(const std::vector<ClassDensity>& classes, SampleView points);

/// The same for each sample of one class, held out from it: what the rule says of a sample that it has not seen.
/// @throws as classify, or if that class has a single sample
[[nodiscard]] std::vector<Posterior> classify_held_out(const std::vector<ClassDensity>& classes, std::size_t of_class);

}  // namespace parzen
