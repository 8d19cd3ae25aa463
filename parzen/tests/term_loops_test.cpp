#include "term_loops.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace parzen {
namespace {

std::vector<double> exponents(std::size_t n) {
  std::mt19937 random{static_cast<unsigned>(n)};
  std::vector<double> values(n);
  for (double& value : values) value = -static_cast<double>(random() % 1'000'000) / 1000;
  return values;
}

TEST(TermLoops, GiveTheSameBitsOnEveryCpu) {
  for (std::size_t n = 0; n <= 70; ++n) {
    std::vector<double> one = exponents(n);
    std::vector<double> other = one;
    const std::vector<double> column = exponents(n + 1);
    baseline_term_loops().add_half_squares(one.data(), n, column.data(), -300, 0.05);
    term_loops().add_half_squares(other.data(), n, column.data(), -300, 0.05);
    EXPECT_EQ(one, other) << n;
    EXPECT_EQ(baseline_term_loops().largest(one.data(), n), term_loops().largest(other.data(), n)) << n;
    EXPECT_EQ(baseline_term_loops().sum_exponentials(one.data(), n, 0),
              term_loops().sum_exponentials(other.data(), n, 0));
    EXPECT_EQ(one, other) << n;
    EXPECT_EQ(baseline_term_loops().sum(one.data(), n), term_loops().sum(other.data(), n)) << n;
  }
}

TEST(TermLoops, DoWhatTheySay) {
  for (const std::size_t n : {1U, 7U, 8U, 9U, 64U, 67U}) {
    std::vector<double> terms = exponents(n);
    double top = -std::numeric_limits<double>::infinity();
    double total = 0;
    for (const double term : terms) {
      top = std::max(top, term);
      total += std::exp(term + 1);
    }
    EXPECT_EQ(term_loops().largest(terms.data(), n), top);
    EXPECT_NEAR(term_loops().sum_exponentials(terms.data(), n, -1), total, 1e-14 * total);
  }
  EXPECT_EQ(term_loops().largest(nullptr, 0), -std::numeric_limits<double>::infinity());
}

}  // namespace
}  // namespace parzen
