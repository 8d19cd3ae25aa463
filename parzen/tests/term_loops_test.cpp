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
  for (const TermLoops* loops : usable_term_loops()) {
    for (std::size_t n = 0; n <= 70; ++n) {
      std::vector<double> one = exponents(n);
      std::vector<double> other = one;
      const std::vector<double> column = exponents(n + 1);
      baseline_term_loops().add_half_squares(one.data(), n, column.data(), -300, 0.05);
      loops->add_half_squares(other.data(), n, column.data(), -300, 0.05);
      EXPECT_EQ(one, other) << n;
      EXPECT_EQ(baseline_term_loops().largest(one.data(), n), loops->largest(other.data(), n)) << n;
      EXPECT_EQ(baseline_term_loops().sum_exponentials(one.data(), n, 0), loops->sum_exponentials(other.data(), n, 0));
      EXPECT_EQ(one, other) << n;
      EXPECT_EQ(baseline_term_loops().sum(one.data(), n), loops->sum(other.data(), n)) << n;
    }
  }
}

TEST(TermLoops, SiftDistancesAndComputeThemExactlyOnEveryCpu) {
  for (const TermLoops* loops : usable_term_loops()) {
    for (std::size_t n = 0; n <= 70; ++n) {
      for (std::size_t d = 1; d <= 3; ++d) {
        const std::vector<double> rows = exponents(n * d);
        const std::vector<double> x = {-300, -500.5, -700};
        std::vector<double> distances(n + 1, -7);
        loops->chebyshev(distances.data(), n, rows.data(), d, x.data());
        EXPECT_EQ(distances[n], -7) << "written beyond the end";
        for (std::size_t i = 0; i < n; ++i) {
          double expected = 0;
          for (std::size_t j = 0; j < d; ++j) expected = std::max(expected, std::fabs(x[j] - rows[i * d + j]));
          EXPECT_EQ(distances[i], expected);
        }
        distances.pop_back();
        const double low = n > 3 ? distances[2] : 100;   // on the border, which is below
        const double high = n > 5 ? distances[5] : 400;  // on the border, which is held
        std::vector<double> wanted;
        std::uint64_t below = 0;
        for (const double distance : distances) {
          if (distance > low && distance <= high) wanted.push_back(distance);
          below += distance <= low ? 1U : 0U;
        }
        std::vector<double> between(n + 8);
        const Sifted sifted = loops->sift(between.data(), distances.data(), n, low, high);
        between.resize(sifted.kept);
        EXPECT_EQ(between, wanted);
        EXPECT_EQ(sifted.below, below);
      }
    }
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

/// Samples at the distances 0 … 40 of the first dimension, with little noise in the others.
struct Scene {
  std::size_t n, dimension;
  std::vector<double> columns, shapes, at;

  Scene(std::size_t samples, std::size_t d, bool is_round) : n{samples}, dimension{d}, shapes(d, 1), at(d, 0.125) {
    std::mt19937 random{static_cast<unsigned>(n + d)};
    for (std::size_t i = 0; i < n * d; ++i) {
      const double unit = static_cast<double>(random() % 1'000'000) / 1e6;
      columns.push_back(i < n ? 40 * unit : unit);
    }
    for (std::size_t j = 1; !is_round && j < d; ++j) shapes[j] = 0.3 + static_cast<double>(j);
  }
  [[nodiscard]] Places places() const {
    const bool is_round = shapes.back() == 1;
    return {columns.data(), n, dimension, shapes.data(), is_round};
  }
  [[nodiscard]] std::vector<double> gaussians(const TermLoops& loops, double factor) const {
    std::vector<double> terms(n + 1, -7);
    loops.gaussians(terms.data(), n, places(), at.data(), factor);
    EXPECT_EQ(terms[n], -7) << "written beyond the end";
    return terms;
  }
  [[nodiscard]] double expected(std::size_t i, double factor) const {
    long double t = 0;
    for (std::size_t j = 0; j < dimension; ++j) {
      const long double difference = static_cast<long double>(at[j]) - columns[j * n + i];
      t += difference * difference * shapes[j];
    }
    return static_cast<double>(std::exp2(std::max<long double>(-1020, t * factor)));
  }
};

TEST(TermLoops, GiveGaussiansAsExactAsTheDistances) {
  constexpr double kFactor = -0.72;
  for (const TermLoops* loops : usable_term_loops()) {
    for (const std::size_t d : {1U, 2U, 3U, 4U, 7U}) {
      for (const bool is_round : {true, false}) {
        for (std::size_t n = 1; n <= 33; ++n) {
          const Scene scene{n, d, is_round};
          const auto terms = scene.gaussians(*loops, kFactor);
          for (std::size_t i = 0; i < n; ++i) {
            const double expected = scene.expected(i, kFactor);
            // A squared distance is rounded in each of its steps, and an exponent of 100 makes 70 times that of it.
            const double exponent = -std::log(expected);
            const double steps = static_cast<double>(d) + 2;
            EXPECT_NEAR(terms[i], expected, (2 + steps * exponent) * 0x1p-53 * expected) << d << " " << n;
          }
        }
      }
    }
  }
}

TEST(TermLoops, GiveTheSameGaussiansOnEveryCpuThatFusesProducts) {
  const TermLoops* first = usable_term_loops().front();
  for (const TermLoops* loops : usable_term_loops()) {
    if (loops == &baseline_term_loops()) continue;
    for (const std::size_t d : {1U, 2U, 3U, 5U}) {
      for (std::size_t n = 0; n <= 40; ++n) {
        const Scene scene{n, d, n % 2 == 0};
        EXPECT_EQ(scene.gaussians(*loops, -1.3), scene.gaussians(*first, -1.3)) << d << " " << n;
      }
    }
  }
}

TEST(TermLoops, HoldGaussiansThatAreInfinitelyFarAway) {
  const double far = 1e300;
  const double shape = 1;
  const double at = -far;
  double term = 0;
  for (const TermLoops* loops : usable_term_loops()) {
    loops->gaussians(&term, 1, {&far, 1, 1, &shape, true}, &at, -1);
    EXPECT_EQ(term, 0x1p-1020);
  }
}

}  // namespace
}  // namespace parzen
