#include "parzen/plug_in.hpp"

#include <cmath>
#include <stdexcept>

#include "parzen/normal.hpp"
#include "parzen/spread.hpp"
#include "plug_in_equations.hpp"
#include "precipitation.hpp"

namespace parzen {
namespace {

/// R's bw_den: 1 000 bins, and the pairs by the distance of their bins.
struct RBins {
  std::vector<double> counts;
  double step;
};

RBins r_bins(const Samples& samples) {
  constexpr std::size_t kBins = 1000;
  const auto values = samples.values();
  const auto [low, high] = std::ranges::minmax(values);
  RBins bins{std::vector<double>(kBins, 0), (high - low) * 1.01 / kBins};
  for (std::size_t i = 1; i < values.size(); ++i) {
    const int a = static_cast<int>(values[i] / bins.step);
    for (std::size_t j = 0; j < i; ++j)
      ++bins.counts[static_cast<std::size_t>(std::abs(a - static_cast<int>(values[j] / bins.step)))];
  }
  return bins;
}

double r_sj(const Samples& samples) {
  const RBins bins = r_bins(samples);
  return solve_the_equation(samples.size(), robust_scale(spread_of(samples, 0)), sum_over({bins.counts, bins.step}))
      .value();
}

double r_dpi(const Samples& samples) {
  const RBins bins = r_bins(samples);
  return direct_plug_in(samples.size(), robust_scale(spread_of(samples, 0)), sum_over({bins.counts, bins.step}))
      .value();
}

Samples one_to_twenty() {
  std::vector<double> values;
  for (int i = 1; i <= 20; ++i) values.push_back(i);
  return {std::move(values), 1};
}

// R 4.6.1, bw.SJ with tol = 1e-10 and method = "dpi".
TEST(SheatherJones, WithRsBinsIsRs) {
  EXPECT_NEAR(r_sj(precipitation()), 3.9410502824256901, 1e-8);
  EXPECT_NEAR(r_dpi(precipitation()), 4.0220440847261347, 1e-8);
  EXPECT_NEAR(r_sj(one_to_twenty()), 3.8748010, 1e-5);
}

TEST(SheatherJones, WithEveryPairIsNearRs) {
  EXPECT_NEAR(sheather_jones(precipitation()).value(), 3.9410502824256901, 1e-3 * 3.94);
  EXPECT_NEAR(sheather_jones_direct(precipitation()).value(), 4.0220440847261347, 1e-3 * 4.02);
}

TEST(SheatherJones, SolvesItsEquation) {
  // Written out once more: h = [R(K) / (n phi4(alpha h^(5/7)))]^(1/5) with phi4 by an exact double loop.
  const Samples samples = precipitation();
  const double n = 70;
  const double scale = robust_scale(spread_of(samples, 0));
  const auto sum = [&](double h, auto polynomial, double own) {
    double total = 0;
    for (const double x : samples.values()) {
      for (const double y : samples.values()) {
        const double d = (x - y) / h * ((x - y) / h);
        if (x != y) total += std::exp(-d / 2) * polynomial(d);
      }
    }
    // Pairs of equal samples, in both orders, and each sample with itself.
    double equal = 0;
    for (const double x : samples.values())
      for (const double y : samples.values()) equal += x == y ? 1 : 0;
    return total + equal * own;
  };
  const auto fourth = [](double d) { return d * d - 6 * d + 3; };
  const auto sixth = [](double d) { return d * d * d - 15 * d * d + 45 * d - 15; };
  const double root = std::sqrt(2 * 3.14159265358979324);
  const auto phi4 = [&](double h) { return sum(h, fourth, 3) / (n * (n - 1) * std::pow(h, 5) * root); };
  const auto phi6 = [&](double h) { return sum(h, sixth, -15) / (n * (n - 1) * std::pow(h, 7) * root); };
  const double alpha =
      1.357 *
      std::pow(phi4(1.24 * scale * std::pow(n, -1.0 / 7)) / -phi6(1.23 * scale * std::pow(n, -1.0 / 9)), 1.0 / 7);
  const double h = sheather_jones(samples).value();
  const double right = std::pow(1 / (2 * std::sqrt(3.14159265358979324) * n) / phi4(alpha * std::pow(h, 5.0 / 7)), 0.2);
  EXPECT_NEAR(h, right, 1e-10 * h);
}

TEST(SheatherJones, HardlyMindsThatManySamplesAreBinned) {
  const Samples many = sample_normal(2500, std::vector<double>{0}, std::vector<double>{1}, 1);
  std::vector<double> sorted{many.values().begin(), many.values().end()};
  std::ranges::sort(sorted);
  const double exact = solve_the_equation(2500, robust_scale(spread_of(many, 0)), sum_over(sorted)).value();
  EXPECT_NEAR(sheather_jones(many).value(), exact, 1e-4 * exact);
}

TEST(SheatherJones, RefusesWhatHasNoWidth) {
  EXPECT_THROW((void)sheather_jones(Samples{{1, 2}, 2}), std::invalid_argument);
  EXPECT_THROW((void)sheather_jones(Samples{{3, 3, 3}, 1}), std::invalid_argument);
  EXPECT_THROW((void)improved_sheather_jones(Samples{{3}, 1}), std::invalid_argument);
}

std::vector<double> up_to(int n, double factor = 1) {
  std::vector<double> values;
  for (int i = 1; i <= n; ++i) values.push_back(i * factor);
  return values;
}

TEST(FixedPoint, IsThatOfBotevsProgram) {
  // Values of kde.m, as KDEpy's tests have them; its coefficients are not halved before they are squared.
  EXPECT_NEAR(fixed_point(0.01, 50, up_to(50), up_to(50, 0.25)), 0.0099076220293967618515, 1e-15);
  EXPECT_NEAR(fixed_point(0.07, 25, up_to(10), up_to(10, 0.25)), 0.068342291525717486795, 1e-14);
}

TEST(ImprovedSheatherJones, IsNearTheBestWidthForANormalDistribution) {
  const std::size_t n = 200'000;
  const Samples samples = sample_normal(n, std::vector<double>{0}, std::vector<double>{1}, 3);
  const double best = std::pow(0.75 * static_cast<double>(n), -0.2);
  EXPECT_NEAR(improved_sheather_jones(samples).value(), best, 0.02 * best);
}

TEST(ImprovedSheatherJones, DoesNotMindFarModes) {
  const Samples one = sample_normal(2000, std::vector<double>{0}, std::vector<double>{1}, 4);
  std::vector<double> values{one.values().begin(), one.values().end()};
  for (const double x : one.values()) values.push_back(x + 300);
  const double alone = improved_sheather_jones(one).value();
  EXPECT_NEAR(improved_sheather_jones(Samples{values, 1}).value(), alone, 0.2 * alone);
}

}  // namespace
}  // namespace parzen
