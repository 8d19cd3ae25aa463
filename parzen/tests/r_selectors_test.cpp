// R 4.6.1's bandwidths, by the library's own sums. R bins the samples into a thousand bins and then takes every pair;
// its bw.ucv divides by n² where the textbook has n (n - 1). Of samples that are moved to the edges of R's bins, exact
// sums over pairs must give R's numbers.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "eruptions.hpp"
#include "parzen/cross_validation.hpp"
#include "parzen/kernel.hpp"
#include "parzen/plug_in.hpp"
#include "parzen/reference_width.hpp"
#include "parzen/spread.hpp"
#include "plug_in_equations.hpp"
#include "precipitation.hpp"

namespace parzen {
namespace {

Samples in_bins_of_r(const Samples& samples) {
  const auto [low, high] = std::ranges::minmax(samples.values());
  const double step = (high - low) * 1.01 / 1000;
  std::vector<double> values;
  for (const double x : samples.values()) values.push_back(std::trunc(x / step) * step);
  return {std::move(values), 1};
}

/// Σ K((x_i - x_j)/h) over the pairs i < j.
double pair_sum(const Samples& samples, double h) {
  const auto x = samples.values();
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) sum += kernel_value(Kernel::gaussian, std::fabs(x[i] - x[j]) / h);
  }
  return sum;
}

/// LSCV with n² in place of n (n - 1).
double ucv(const Samples& samples, double h) {
  const auto n = static_cast<double>(samples.size());
  const double textbook = lscv(samples, Kernel::gaussian, std::vector<Bandwidth>{Bandwidth{h}}).front();
  return textbook + 4 * pair_sum(samples, h) / h * (1 / (n * (n - 1)) - 1 / (n * n));
}

/// Where f has its least value between a and b, by golden sections: f has one there.
template <class Function>
double minimum(Function f, double a, double b) {
  const double ratio = (std::sqrt(5.0) - 1) / 2;
  while (b - a > 1e-9 * b) {
    const double c = b - ratio * (b - a), d = a + ratio * (b - a);
    if (f(c) < f(d)) {
      b = d;
    } else {
      a = c;
    }
  }
  return (a + b) / 2;
}

double bw_ucv(const Samples& samples, double low, double high) {
  return minimum([&](double h) { return ucv(samples, h); }, low, high);
}

TEST(RSelectors, RulesOfThumbOfTheEruptions) {
  EXPECT_NEAR(r_nrd0(eruptions()), 0.33477703446394325, 1e-15);
  EXPECT_NEAR(r_nrd(eruptions()), 0.39429295170197759, 1e-15);
}

TEST(RSelectors, UnbiasedCrossValidation) {
  EXPECT_NEAR(bw_ucv(in_bins_of_r(precipitation()), 2, 7), 4.8524309346134959, 1e-6 * 4.85);
  EXPECT_NEAR(bw_ucv(in_bins_of_r(eruptions()), 0.06, 0.16), 0.10214574740800215, 1e-6 * 0.1);
  // Unbinned it is near, unless there are ties.
  EXPECT_NEAR(bw_ucv(precipitation(), 2, 7), 4.8524309346134959, 1e-3 * 4.85);
}

template <class Equation>
double solved(Equation equation, const Samples& samples, const Samples& binned) {
  std::vector<double> sorted{binned.values().begin(), binned.values().end()};
  std::ranges::sort(sorted);
  return equation(samples.size(), robust_scale(spread_of(samples, 0)), sum_over(sorted)).value();
}

TEST(RSelectors, SheatherAndJones) {
  const Samples binned = in_bins_of_r(eruptions());
  EXPECT_NEAR(solved(solve_the_equation, eruptions(), binned), 0.13954633957449558, 1e-8);
  EXPECT_NEAR(solved(direct_plug_in, eruptions(), binned), 0.16527277852454081, 1e-8);
  EXPECT_NEAR(sheather_jones(eruptions()).value(), 0.13954633957449558, 1e-2 * 0.14);
}

}  // namespace
}  // namespace parzen
