#include "parallel/count.hpp"

#include <gmock/gmock.h>

#include "parzen/hypercube.hpp"
#include "parzen/normal.hpp"
#include "parzen/widths.hpp"

namespace parzen::parallel {
namespace {

const std::vector<double> kOrigin = {0, 0};

Samples normal_sample(std::size_t n) { return sample_normal(n, kOrigin, std::vector<double>{1, 0, 0, 1}, 123); }

TEST(Count, GivesTheArticlesCountsForAnyNumberOfProcesses) {
  const Samples samples = normal_sample(10'000);
  const std::vector<Bandwidth> widths = parse_widths("0.1:1.2:0.1");
  const auto article = testing::ElementsAre(16, 61, 135, 247, 390, 547, 742, 939, 1194, 1445, 1728, 2022);
  for (const int processes : {1, 2, 3, 4, 6}) {
    polyproc::Pool pool{processes};
    const SharedSamples shared = share(samples);
    EXPECT_THAT(count_all_widths(pool, shared, kOrigin, widths, 1000), article);
    EXPECT_THAT(count_all_widths(pool, shared, kOrigin, widths), article);
    EXPECT_THAT(count_each_width(pool, shared, kOrigin, widths), article);
  }
}

TEST(Count, DoesNotDependOnHowTheSamplesAreCut) {
  polyproc::Pool pool{2};
  const std::vector<Bandwidth> widths = parse_widths("0.5,0.25,2");
  for (const std::size_t n : {1U, 2U, 7U, 64U, 65U}) {
    const Samples samples = normal_sample(n);
    const SharedSamples shared = share(samples);
    const auto expected = parzen::count_all_widths(samples, kOrigin, widths);
    for (const std::size_t rows : {1U, 2U, 7U, 64U, 1000U}) {
      EXPECT_EQ(count_all_widths(pool, shared, kOrigin, widths, rows), expected) << n << " in blocks of " << rows;
    }
  }
}

TEST(Count, ReadsSamplesSharedAfterThePoolWasMade) {
  polyproc::Pool pool{2};
  for (int i = 0; i < 3; ++i) {
    const Samples samples = normal_sample(100 + static_cast<std::size_t>(i));
    const std::vector<Bandwidth> widths = parse_widths("100");
    EXPECT_THAT(count_all_widths(pool, share(samples), kOrigin, widths), testing::ElementsAre(samples.size()));
  }
}

TEST(Count, RefusesAPointOfAnotherDimension) {
  polyproc::Pool pool{1};
  const Samples samples = normal_sample(10);
  const std::vector<double> at = {0};
  const std::vector<Bandwidth> widths = parse_widths("1");
  EXPECT_THROW((void)count_all_widths(pool, share(samples), at, widths), std::invalid_argument);
  EXPECT_THROW((void)count_each_width(pool, share(samples), at, widths), std::invalid_argument);
}

TEST(Count, RefusesBlocksOfNothing) {
  polyproc::Pool pool{1};
  EXPECT_THROW((void)count_all_widths(pool, share(normal_sample(3)), kOrigin, parse_widths("1"), 0),
               std::invalid_argument);
}

}  // namespace
}  // namespace parzen::parallel
