#include "parzen/normal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "complaint.hpp"

namespace parzen {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Numbers = std::vector<double>;

std::string complaint_about(const Numbers& mean, const Numbers& covariance) {
  return complaint<std::invalid_argument>([&] { (void)sample_normal(3, mean, covariance, 1); });
}

// numpy_test.cpp asks numpy itself; these are its numbers for machines without it.

TEST(SampleNormal, GivesTheArticlesSample) {
  const Samples samples = sample_normal(2, Numbers{0, 0}, Numbers{1, 0, 0, 1}, 123);
  EXPECT_THAT(samples.values(),
              ElementsAre(-1.0856306033005612, 0.9973454465835858, 0.28297849805199204, -1.506294713918092));
}

TEST(SampleNormal, PutsTheLargestVarianceFirstAsNumpyDoes) {
  const Samples samples = sample_normal(2, Numbers{0, 0}, Numbers{1, 0, 0, 4}, 7);
  EXPECT_THAT(samples.values(),
              ElementsAre(-0.4659373705408328, 3.381051407600712, 0.40751628299650783, 0.0656403273571688));
}

TEST(SampleNormal, GivesNumpysNumbersForAGeneralCovariance) {
  const Samples samples = sample_normal(3, Numbers{1, -2, 0.5}, Numbers{2, 0.6, -0.3, 0.6, 1, 0.2, -0.3, 0.2, 0.7}, 42);
  EXPECT_THAT(samples.values(), ElementsAre(0.42830667076310536, -2.44247794697214, 0.9786618350914251,
                                            -1.204120304584833, -2.6730252518121866, 0.8301805534252857,
                                            -1.1132819254192987, -3.3260249142027773, 0.053959160407986484));
}

TEST(SampleNormal, HasTheMeanAndTheCovarianceAskedFor) {
  const Numbers mean{1, -2};
  const Numbers covariance{2, 0.6, 0.6, 1};
  const std::size_t n = 100'000;
  const Samples samples = sample_normal(n, mean, covariance, 5);
  Numbers sum(2);
  Numbers products(4);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < 2; ++j) {
      sum[j] += samples.row(i)[j];
      for (std::size_t k = 0; k < 2; ++k) {
        products[2 * j + k] += (samples.row(i)[j] - mean[j]) * (samples.row(i)[k] - mean[k]);
      }
    }
  }
  const double tolerance = 5 * 2 * std::numbers::sqrt2 / std::sqrt(static_cast<double>(n));  // five standard errors
  for (std::size_t j = 0; j < 2; ++j) EXPECT_NEAR(sum[j] / static_cast<double>(n), mean[j], tolerance);
  for (std::size_t j = 0; j < 4; ++j) EXPECT_NEAR(products[j] / static_cast<double>(n), covariance[j], tolerance);
}

TEST(SampleNormal, DrawsFromACovarianceThatIsSingular) {
  const Samples samples = sample_normal(100, Numbers{0, 0}, Numbers{1, 1, 1, 1}, 5);
  for (std::size_t i = 0; i < samples.size(); ++i) EXPECT_NEAR(samples.row(i)[0], samples.row(i)[1], 1e-14);
  EXPECT_THAT(sample_normal(1, Numbers{3, 4}, Numbers{0, 0, 0, 0}, 5).values(), ElementsAre(3, 4));
}

TEST(SampleNormal, GivesPrefixesForFewerSamples) {
  const Numbers mean{0, 0};
  const Numbers covariance{2, 0.6, 0.6, 1};
  const Samples many = sample_normal(100, mean, covariance, 5);
  const Samples few = sample_normal(10, mean, covariance, 5);
  EXPECT_THAT(few.values(), testing::ElementsAreArray(many.values().first(20)));
}

TEST(SampleNormal, RefusesSizesThatDoNotFit) {
  EXPECT_EQ(complaint_about({}, {}), "the mean is empty, expected one number per dimension");
  EXPECT_EQ(complaint_about({0, 0}, {1, 0, 0}), "the covariance has 3 numbers, expected 2 x 2 = 4 for a mean of 2");
  EXPECT_THROW((void)sample_normal(0, Numbers{0}, Numbers{1}, 1), std::invalid_argument);
  EXPECT_THROW((void)sample_normal(std::numeric_limits<std::size_t>::max() / 2, Numbers{0, 0}, Numbers{1, 0, 0, 1}, 1),
               std::invalid_argument);
}

TEST(SampleNormal, NamesTheEntryThatIsNotFinite) {
  EXPECT_EQ(complaint_about({0, std::nan("")}, {1, 0, 0, 1}), "entry 2 of the mean is nan, expected a finite number");
  EXPECT_EQ(complaint_about({0, 0}, {1, 0, 0, std::numeric_limits<double>::infinity()}),
            "entry (2, 2) of the covariance is inf, expected a finite number");
}

TEST(SampleNormal, NamesTheEntriesThatAreNotSymmetric) {
  EXPECT_EQ(complaint_about({0, 0}, {1, 0.5, 0.4, 1}),
            "the covariance is not symmetric: entry (1, 2) is 0.5 and (2, 1) is 0.4");
}

TEST(SampleNormal, NamesTheEntryThatIsNotPositiveSemidefinite) {
  EXPECT_EQ(complaint_about({0, 0}, {1, 0, 0, -1}),
            "the covariance is not positive semidefinite: entry (2, 2), a variance, is -1");
  EXPECT_EQ(complaint_about({0, 0}, {1, 2, 2, 1}),
            "the covariance is not positive semidefinite: entry (1, 2) is 2, more than 1, which the variances 1 and 1 "
            "allow");
  EXPECT_THAT(complaint_about({0, 0, 0}, {1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1}),
              HasSubstr("a negative eigenvalue"));
}

TEST(SampleNormal, ToleratesWhatRoundingDoesToAComputedCovariance) {
  const double almost = std::nextafter(0.5, 1);
  EXPECT_NO_THROW((void)sample_normal(1, Numbers{0, 0}, Numbers{1, 0.5, almost, 1}, 1));
  EXPECT_NO_THROW((void)sample_normal(1, Numbers{0, 0}, Numbers{1, 1, 1, std::nextafter(1, 0)}, 1));
}

TEST(SampleNormal, WorksAtTheEndsOfTheRangeOfDoubles) {
  for (const double variance : {1e-300, 1e-200, 1e200, 1e300}) {
    const Samples samples =
        sample_normal(50, Numbers{0, 0}, Numbers{variance, variance / 2, variance / 2, variance}, 1);
    for (const double value : samples.values()) EXPECT_LT(std::fabs(value), 6 * std::sqrt(variance));
  }
}

TEST(NormalDensity, IsTheArticlesTruthAtTheOrigin) {
  EXPECT_NEAR(normal_density(Numbers{0, 0}, Numbers{0, 0}, Numbers{1, 0, 0, 1}), 0.15915494309189535, 1e-16);
}

TEST(NormalDensity, EqualsItsDefinitionInOneDimension) {
  for (const double x : {-3.0, -0.5, 0.0, 2.5}) {
    const double z = (x - 1) / 2;
    const double expected = std::exp(-z * z / 2) / (2 * std::sqrt(2 * std::numbers::pi));
    EXPECT_NEAR(normal_density(Numbers{x}, Numbers{1}, Numbers{4}), expected, 1e-15);
  }
}

TEST(NormalDensity, KnowsCorrelation) {
  // det = 0.75, inverse = [4/3 -2/3; -2/3 4/3]
  const double expected = std::exp(-0.5 * (4.0 / 3)) / (2 * std::numbers::pi * std::sqrt(0.75));
  EXPECT_NEAR(normal_density(Numbers{1, 1}, Numbers{0, 0}, Numbers{1, 0.5, 0.5, 1}), expected, 1e-15);
}

TEST(NormalDensity, UnderflowsToZeroFarAway) { EXPECT_EQ(normal_density(Numbers{1e10}, Numbers{0}, Numbers{1}), 0); }

TEST(NormalDensity, RefusesASingularCovarianceAndAPointThatDoesNotFit) {
  EXPECT_THROW((void)normal_density(Numbers{0, 0}, Numbers{0, 0}, Numbers{1, 1, 1, 1}), std::invalid_argument);
  EXPECT_THROW((void)normal_density(Numbers{0}, Numbers{0, 0}, Numbers{1, 0, 0, 1}), std::invalid_argument);
  EXPECT_THROW((void)normal_density(Numbers{std::nan("")}, Numbers{0}, Numbers{1}), std::invalid_argument);
}

}  // namespace
}  // namespace parzen
