// The same, many times over.
#include <gtest/gtest.h>

#include "children/processes.hpp"
#include "pool/deaths.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

TEST(DeathManyTimes, InsideAMapFailsItsItemOnly) {
  SharedArray<std::uint32_t> starts(1'000);
  for (std::size_t round = 0; round < 200; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    Pool pool{2};
    const Death death = kAllDeaths[round % kAllDeaths.size()];
    expect_only_the_deadly_to_fail(with_chunks(pool, kChunkSizes[round % kChunkSizes.size()]), starts,
                                   {(round * 37) % 1'000}, death);
    if (HasFatalFailure()) return;
  }
}

TEST(PoolManyTimes, AThousandPoolsLeaveNoDescriptorAndNoProcess) {
  const std::size_t descriptors = children::open_descriptors();
  for (int i = 0; i < 1'000; ++i) {
    Pool pool{2};
    EXPECT_EQ(pool.map([](int x) { return 2 * x; }, std::vector{1, 2}), (std::vector{2, 4}));
    if (i % 4 == 1) {
      EXPECT_THROW(pool.apply([] { ::_exit(1); }), WorkerDied);
    }
  }
  EXPECT_EQ(children::open_descriptors(), descriptors);
  EXPECT_TRUE(children::children_of(::getpid()).empty());
}

}  // namespace
}  // namespace polyproc
