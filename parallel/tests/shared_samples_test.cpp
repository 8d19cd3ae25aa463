#include "parallel/shared_samples.hpp"

#include <gmock/gmock.h>

namespace parzen::parallel {
namespace {

double sum_in_worker(const SharedSamples& samples) {
  double sum = 0;
  for (const double value : samples.view().values()) sum += value;
  return sum;
}

TEST(SharedSamples, AreTheSameNumbersInEveryProcess) {
  const Samples samples{{1, 2, 3, 4, 5, 6}, 2};
  const SharedSamples shared = share(samples);
  EXPECT_EQ(shared.view().size(), 3U);
  EXPECT_THAT(shared.view().row(1), testing::ElementsAre(3, 4));
  polyproc::Pool pool{2};
  EXPECT_EQ(pool.apply(sum_in_worker, shared), 21);
}

}  // namespace
}  // namespace parzen::parallel
