#include "parallel/row_blocks.hpp"

#include <gmock/gmock.h>

#include <cstdint>
#include <limits>
#include <stdexcept>

namespace parzen::parallel {
namespace {

TEST(BlockRows, HoldHalfAMegabyteHoweverWideTheRowsAre) {
  constexpr std::size_t kMany = 1'000'000'000;
  EXPECT_EQ(block_rows(kMany, 1, 2), 65'536U);
  EXPECT_EQ(block_rows(kMany, 2, 2), 32'768U);
  EXPECT_EQ(block_rows(kMany, 1000, 2), 65U);
  EXPECT_EQ(block_rows(kMany, 100'000'000, 2), 1U);
}

TEST(BlockRows, LeaveAFewBlocksForEachWorker) {
  EXPECT_EQ(block_rows(80'000, 2, 2), 10'000U);
  EXPECT_EQ(block_rows(3, 2, 6), 1U);
  for (const int workers : {1, 2, 5}) {
    EXPECT_GE(cut(10'000, block_rows(10'000, 1, workers)).size(), 4 * static_cast<std::size_t>(workers));
  }
}

TEST(Cut, CoversEveryRowOnce) {
  EXPECT_THAT(cut(5, 2), testing::ElementsAre(RowRange{0, 2}, RowRange{2, 4}, RowRange{4, 5}));
  EXPECT_THAT(cut(4, 4), testing::ElementsAre(RowRange{0, 4}));
  EXPECT_THAT(cut(4, std::numeric_limits<std::size_t>::max()), testing::ElementsAre(RowRange{0, 4}));
  EXPECT_THROW((void)cut(4, 0), std::invalid_argument);
}

TEST(RowsOf, AreThoseOfTheRange) {
  const Samples samples{{1, 2, 3, 4, 5, 6}, 2};
  EXPECT_THAT(rows_of(samples, {1, 3}).values(), testing::ElementsAre(3, 4, 5, 6));
}

}  // namespace
}  // namespace parzen::parallel
