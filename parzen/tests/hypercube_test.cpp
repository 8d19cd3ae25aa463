#include "parzen/hypercube.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

#include "complaint.hpp"
#include "parzen/normal.hpp"
#include "parzen/widths.hpp"

namespace parzen {
namespace {

using testing::ElementsAre;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The article's own words: a sample is out if in some dimension |(x - x_i) / h| > 1/2.
std::uint64_t article_count(const Samples& samples, std::span<const double> at, double h) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    bool is_inside = true;
    for (std::size_t j = 0; j < at.size(); ++j)
      is_inside = is_inside && !(std::fabs((at[j] - samples.row(i)[j]) / h) > 0.5);
    count += is_inside ? 1U : 0U;
  }
  return count;
}

std::vector<std::uint64_t> count_one_by_one(SampleView samples, std::span<const double> at,
                                            std::span<const Bandwidth> widths) {
  std::vector<std::uint64_t> counts;
  for (const Bandwidth h : widths) counts.push_back(count_in_window(samples, at, h));
  return counts;
}

/// Numbers with one decimal place: many of their differences are on the border of a window, on paper or in fact.
Samples decimal_samples(std::size_t n, std::size_t d, unsigned seed) {
  std::mt19937 random{seed};
  std::vector<double> values(n * d);
  for (double& value : values) value = static_cast<double>(static_cast<int>(random() % 41U) - 20) / 10;
  return {std::move(values), d};
}

/// Every width with one decimal place, and its two neighbours among the doubles.
std::vector<Bandwidth> decimal_widths() {
  std::vector<Bandwidth> widths;
  for (int tenths = 1; tenths <= 45; ++tenths) {
    const double h = tenths / 10.0;
    for (const double near : {std::nextafter(h, 0), h, std::nextafter(h, kInfinity)}) widths.emplace_back(near);
  }
  return widths;
}

Samples article_samples() {
  const std::vector<double> mean{0, 0};
  const std::vector<double> covariance{1, 0, 0, 1};
  return sample_normal(10'000, mean, covariance, 123);
}

const std::vector<double> kOrigin{0, 0};
const std::vector<std::uint64_t> kArticleCounts{16, 61, 135, 247, 390, 547, 742, 939, 1194, 1445, 1728, 2022};

TEST(CountInWindow, FindsTheThreePointsInTheArticlesCube) {
  const Samples points{{0,    0,   0,    0.2,   0.2,   0.2,  0.1, -0.1, -0.3,  //
                        -1.2, 0.3, -0.3, 0.8,   -0.82, -0.9, 1,   0.6,  -0.7, 0.8, 0.7,
                        0.2,  0.7, -0.8, -0.45, -0.3,  0.6,  0.9, 0.7,  -0.6, -0.8},
                       3};
  const std::vector<double> centre{0, 0, 0};
  EXPECT_EQ(count_in_window(points, centre, Bandwidth{1}), 3U);
  EXPECT_EQ(hypercube_density(3, points.size(), Bandwidth{1}, 3), 0.3);
}

TEST(CountInWindow, GivesTheArticlesTwelveCounts) {
  EXPECT_EQ(count_one_by_one(article_samples(), kOrigin, parse_widths("0.1:1.2:0.1")), kArticleCounts);
}

TEST(CountInWindow, CountsTheBorderAsInside) {
  const Samples samples{{-0.5, 0.5, std::nextafter(0.5, 1), std::nextafter(-0.5, -1)}, 1};
  const std::vector<double> at{0};
  EXPECT_EQ(count_in_window(samples, at, Bandwidth{1}), 2U);
}

TEST(CountInWindow, JudgesTheRoundedDifferenceAndNotTheRoundedBorder) {
  const Samples samples{{0.4}, 1};
  const std::vector<double> at{0.1};
  ASSERT_LE(0.4, 0.1 + 0.6 / 2);  // inside by the border…
  EXPECT_EQ(count_in_window(samples, at, Bandwidth{0.6}), 0U);
}

TEST(CountInWindow, EqualsTheArticlesDivisionOnEveryDecimalBorder) {
  for (const std::size_t d : {1U, 2U, 3U}) {
    const Samples samples = decimal_samples(300, d, 5);
    const std::vector<double> at(samples.row(7).begin(), samples.row(7).end());
    for (const Bandwidth h : decimal_widths()) {
      EXPECT_EQ(count_in_window(samples, at, h), article_count(samples, at, h.value())) << h.value();
    }
  }
}

TEST(CountInWindow, RefusesAPointOfAnotherDimensionAndOneThatIsNotFinite) {
  const Samples samples{{1, 2, 3, 4}, 2};
  EXPECT_EQ(
      complaint<std::invalid_argument>([&] { (void)count_in_window(samples, std::vector<double>{0}, Bandwidth{1}); }),
      "the point has 1 coordinates, expected 2, the dimension of the samples");
  EXPECT_EQ(complaint<std::invalid_argument>([&] {
              (void)count_all_widths(samples, std::vector<double>{0, kInfinity}, std::vector{Bandwidth{1}});
            }),
            "coordinate 2 of the point is inf, expected a finite number");
}

TEST(CountAllWidths, GivesTheArticlesTwelveCounts) {
  EXPECT_EQ(count_all_widths(article_samples(), kOrigin, parse_widths("0.1:1.2:0.1")), kArticleCounts);
}

TEST(CountAllWidths, EqualsThePlainCountForTheArticlesHundredWidths) {
  const Samples samples = article_samples();
  const std::vector<Bandwidth> widths = parse_widths("1.0:1.2/100");
  EXPECT_EQ(count_all_widths(samples, kOrigin, widths), count_one_by_one(samples, kOrigin, widths));
}

TEST(CountAllWidths, EqualsThePlainCountOnEveryDecimalBorder) {
  const std::vector<Bandwidth> widths = decimal_widths();
  for (const std::size_t d : {1U, 2U, 3U, 4U, 7U}) {
    for (unsigned seed = 0; seed < 20; ++seed) {
      const Samples samples = decimal_samples(100, d, seed);
      EXPECT_EQ(count_all_widths(samples, samples.row(0), widths), count_one_by_one(samples, samples.row(0), widths))
          << "d = " << d << ", seed = " << seed;
    }
  }
}

TEST(CountAllWidths, EqualsThePlainCountAtEverySizeAroundItsBlock) {
  const std::vector<Bandwidth> widths = parse_widths("0.1:4.5/30");
  const Samples all = decimal_samples(2100, 2, 1);
  const auto check = [&](std::size_t n) {
    const SampleView samples{all.values().first(2 * n), 2};
    EXPECT_EQ(count_all_widths(samples, kOrigin, widths), count_one_by_one(samples, kOrigin, widths)) << n;
  };
  for (std::size_t n = 1; n <= 40; ++n) check(n);
  for (const std::size_t n : {1023U, 1024U, 1025U, 2047U, 2048U, 2049U, 2100U}) check(n);
}

TEST(CountAllWidths, EqualsThePlainCountForEveryNumberOfWidths) {
  const Samples samples = decimal_samples(200, 2, 3);
  for (std::size_t w = 1; w <= 40; ++w) {
    const std::vector<Bandwidth> widths = parse_widths("0.1:4/" + std::to_string(w + 1));
    EXPECT_EQ(count_all_widths(samples, kOrigin, widths), count_one_by_one(samples, kOrigin, widths)) << w;
  }
}

TEST(CountAllWidths, KeepsTheOrderOfWidthsAndAnswersRepeatedOnes) {
  const Samples samples = decimal_samples(500, 2, 9);
  std::vector<Bandwidth> widths = decimal_widths();
  widths.insert(widths.end(), 5, Bandwidth{1.0});
  std::shuffle(widths.begin(), widths.end(), std::mt19937{1});
  EXPECT_EQ(count_all_widths(samples, kOrigin, widths), count_one_by_one(samples, kOrigin, widths));
}

TEST(CountAllWidths, AnswersWidthsThatCrowdOrAreFarApart) {
  const Samples samples = decimal_samples(500, 2, 9);
  std::vector<Bandwidth> widths;
  for (double h = 1e-320; h < 1e300; h *= 1.5) widths.emplace_back(h);
  for (double h = 1; widths.size() < 3000; h = std::nextafter(h, 2)) widths.emplace_back(h);
  widths.emplace_back(std::numeric_limits<double>::denorm_min());
  widths.emplace_back(std::numeric_limits<double>::max());
  EXPECT_EQ(count_all_widths(samples, kOrigin, widths), count_one_by_one(samples, kOrigin, widths));
}

TEST(CountAllWidths, AnswersNeighbouringDoubles) {
  const Samples samples = decimal_samples(500, 1, 2);
  const std::vector<double> at{0};
  for (const double h : {1.0, 2e-308, 4.0}) {
    const std::vector<Bandwidth> widths{Bandwidth{std::nextafter(h, 0)}, Bandwidth{h}};
    EXPECT_EQ(count_all_widths(samples, at, widths), count_one_by_one(samples, at, widths));
  }
}

TEST(CountAllWidths, LeavesOutADistanceThatOverflows) {
  const Samples samples{{1.7e308, 0}, 1};
  const std::vector<double> at{-1.7e308};
  const std::vector<Bandwidth> widths{Bandwidth{std::numeric_limits<double>::max()}, Bandwidth{1}};
  EXPECT_THAT(count_all_widths(samples, at, widths), ElementsAre(0, 0));
}

TEST(CountAllWidths, OfNoWidthsIsNothing) {
  EXPECT_TRUE(count_all_widths(decimal_samples(3, 2, 1), kOrigin, {}).empty());
}

TEST(CountAllWidths, AddsUpOverPartsOfTheSamples) {
  const Samples all = decimal_samples(1000, 2, 4);
  const std::vector<Bandwidth> widths = decimal_widths();
  std::vector<std::uint64_t> sum = count_all_widths(SampleView{all.values().first(600), 2}, kOrigin, widths);
  const auto rest = count_all_widths(SampleView{all.values().subspan(600), 2}, kOrigin, widths);
  std::transform(sum.begin(), sum.end(), rest.begin(), sum.begin(), std::plus<>{});
  EXPECT_EQ(sum, count_all_widths(all, kOrigin, widths));
}

TEST(HypercubeDensity, DividesByTheVolume) {
  EXPECT_DOUBLE_EQ(hypercube_density(1728, 10'000, Bandwidth{1.1}, 2), 0.1728 / 1.21);
  EXPECT_EQ(hypercube_density(1, 4, Bandwidth{0.5}, 3), 2);
  EXPECT_EQ(hypercube_density(0, 4, Bandwidth{0.5}, 3), 0);
}

TEST(SmallestWidth, IsTheLastWhoseDensityIsFinite) {
  for (const std::size_t d : {1U, 2U, 3U, 10U, 100U, 1000U}) {
    const double h = smallest_width(d).value();
    constexpr double kSmallest = std::numeric_limits<double>::min();
    EXPECT_GE(std::pow(h, d), kSmallest) << d;
    EXPECT_LT(std::pow(h * (1 - 1e-12), d), kSmallest) << d;
    EXPECT_TRUE(std::isfinite(hypercube_density(1, 1, Bandwidth{h}, d))) << d;
  }
  EXPECT_THROW((void)smallest_width(0), std::invalid_argument);
}

TEST(HypercubeDensity, IsZeroWithoutSamplesInTheWindowEvenIfTheVolumeUnderflows) {
  EXPECT_EQ(hypercube_density(0, 10, Bandwidth{1e-4}, 100), 0);
  EXPECT_EQ(hypercube_density(1, 10, Bandwidth{1e-4}, 100), kInfinity);
}

TEST(HypercubeDensity, RefusesCountsThatCannotBe) {
  EXPECT_THROW((void)hypercube_density(1, 0, Bandwidth{1}, 1), std::invalid_argument);
  EXPECT_THROW((void)hypercube_density(5, 4, Bandwidth{1}, 1), std::invalid_argument);
  EXPECT_THROW((void)hypercube_density(1, 4, Bandwidth{1}, 0), std::invalid_argument);
}

TEST(ArticleDensity, DividesByTheWidthOnceWhateverTheDimension) {
  EXPECT_EQ(article_density(1728, 10'000, Bandwidth{1.1}), 0.1728 / 1.1);
  EXPECT_THROW((void)article_density(5, 4, Bandwidth{1}), std::invalid_argument);
}

}  // namespace
}  // namespace parzen
