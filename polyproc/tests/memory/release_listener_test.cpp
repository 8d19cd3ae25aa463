#include "memory/release_listener.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace polyproc::internal::memory {
namespace {

class Recorder final : public ReleaseListener {
 public:
  void on_release(ObjectNumber number) noexcept override { released.push_back(number); }
  std::vector<ObjectNumber> released;
};

TEST(ReleaseListener, HearsOfTheLastHandleOnly) {
  Recorder recorder;
  auto memory = SharedMemory::create(1);
  const ObjectNumber number = memory->number();
  auto second = memory;
  memory.reset();
  EXPECT_THAT(recorder.released, testing::IsEmpty());
  second.reset();
  EXPECT_THAT(recorder.released, testing::ElementsAre(number));
}

TEST(ReleaseListener, AllHearUntilTheyAreDestroyed) {
  Recorder first;
  {
    Recorder second;
    SharedMemory::create(1).reset();
    EXPECT_EQ(second.released.size(), 1U);
  }
  SharedMemory::create(1).reset();
  EXPECT_EQ(first.released.size(), 2U);
}

}  // namespace
}  // namespace polyproc::internal::memory
