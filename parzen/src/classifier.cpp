#include "parzen/classifier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "density.hpp"
#include "parzen/estimate.hpp"
#include "parzen/weighted_estimate.hpp"

namespace parzen {
namespace {

void check(const std::vector<ClassDensity>& classes) {
  if (classes.size() < 2) {
    throw std::invalid_argument{fmt::format("found {} classes, expected 2 or more to choose from", classes.size())};
  }
  for (const ClassDensity& one : classes) {
    if (std::isfinite(one.prior) && one.prior > 0) continue;
    throw std::invalid_argument{fmt::format("a prior is {}, expected a finite number greater than 0", one.prior)};
  }
}

std::vector<double> log_densities(const ClassDensity& one, SampleView points) {
  std::vector<double> logarithms;
  for (const ScaledSum sum : kernel_sums(one.samples, points, one.window)) {
    logarithms.push_back(log_density(sum, one.samples.size(), one.window, points.dimension()));
  }
  return logarithms;
}

/// Each sample has the weight 0 in the estimate at its own place: nothing is subtracted, so nothing cancels.
std::vector<double> held_out_log_densities(const ClassDensity& one) {
  const std::size_t d = one.samples.dimension();
  const auto others = static_cast<double>(one.samples.size() - 1);
  std::vector<double> weights(one.samples.size(), 1);
  std::vector<double> logarithms;
  for (std::size_t i = 0; i < one.samples.size(); ++i) {
    weights[i] = 0;
    const auto sum = kernel_sums(one.samples, weights, SampleView{one.samples.row(i), d}, one.window)[0];
    logarithms.push_back(log_density_of(sum, others, one.window, d));
    weights[i] = 1;
  }
  return logarithms;
}

/// By log-sum-exp. Priors need not add up to 1.
Posterior posterior_of(const std::vector<ClassDensity>& classes, const std::vector<double>& log_joint) {
  const auto top = std::ranges::max_element(log_joint);
  Posterior posterior{static_cast<std::size_t>(top - log_joint.begin()), {}};
  const bool is_nowhere = *top == -std::numeric_limits<double>::infinity();
  double total = 0;
  for (std::size_t c = 0; c < classes.size(); ++c) {
    posterior.probabilities.push_back(is_nowhere ? classes[c].prior : std::exp(log_joint[c] - *top));
    total += posterior.probabilities.back();
  }
  for (double& probability : posterior.probabilities) probability /= total;
  if (is_nowhere) {
    const auto& p = posterior.probabilities;
    posterior.chosen = static_cast<std::size_t>(std::ranges::max_element(p) - p.begin());
  }
  return posterior;
}

/// `logarithms`: of each class's density at each point.
std::vector<Posterior> posteriors(const std::vector<ClassDensity>& classes,
                                  const std::vector<std::vector<double>>& logarithms) {
  std::vector<Posterior> all;
  std::vector<double> log_joint(classes.size());
  for (std::size_t q = 0; q < logarithms[0].size(); ++q) {
    for (std::size_t c = 0; c < classes.size(); ++c) log_joint[c] = std::log(classes[c].prior) + logarithms[c][q];
    all.push_back(posterior_of(classes, log_joint));
  }
  return all;
}

}  // namespace

std::vector<Posterior> classify(const std::vector<ClassDensity>& classes, SampleView points) {
  check(classes);
  std::vector<std::vector<double>> logarithms;
  for (const ClassDensity& one : classes) logarithms.push_back(log_densities(one, points));
  return posteriors(classes, logarithms);
}

std::vector<Posterior> classify_held_out(const std::vector<ClassDensity>& classes, std::size_t of_class) {
  check(classes);
  const Samples& own = classes.at(of_class).samples;
  if (own.size() < 2) throw std::invalid_argument{"a class has a single sample, expected 2 or more to hold one out"};
  std::vector<std::vector<double>> logarithms;
  for (std::size_t c = 0; c < classes.size(); ++c) {
    logarithms.push_back(c == of_class ? held_out_log_densities(classes[c]) : log_densities(classes[c], own));
  }
  return posteriors(classes, logarithms);
}

}  // namespace parzen
