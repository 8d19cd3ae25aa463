#include "polyproc/shared_memory.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <span>

#include "children/in_child.hpp"
#include "os/memory.hpp"
#include "polyproc/error.hpp"

namespace polyproc {
namespace {

internal::os::FileDescriptor second_descriptor(const SharedMemory& memory) {
  return internal::os::FileDescriptor{::dup(memory.descriptor())};
}

TEST(SharedMemory, IsZeroAtFirst) {
  const auto memory = SharedMemory::create(10'000);
  ASSERT_EQ(memory->size(), 10'000U);
  EXPECT_EQ(std::ranges::count(std::span{memory->data(), 10'000}, std::byte{0}), 10'000);
}

TEST(SharedMemory, MayHaveNoBytesAtAll) {
  const auto memory = SharedMemory::create(0);
  EXPECT_EQ(memory->size(), 0U);
  EXPECT_GE(memory->descriptor(), 0);
}

TEST(SharedMemory, IsSharedWithAChild) {
  const auto memory = SharedMemory::create(1);
  EXPECT_EQ(children::in_child([&] { return (memory->data()[0] = std::byte{7}) == std::byte{7}; }), 0);
  EXPECT_EQ(memory->data()[0], std::byte{7});
}

TEST(SharedMemory, StaysWithAChildThatClosesWhatIsPrivate) {
  const auto memory = SharedMemory::create(1);
  EXPECT_EQ(children::in_child([&] {
              internal::os::close_private_descriptors({});
              return ::fcntl(memory->descriptor(), F_GETFD) != -1;
            }),
            0);
}

TEST(SharedMemory, ThatArrivesWhereItIsKnownIsTheSameObject) {
  const auto memory = SharedMemory::create(100);
  EXPECT_EQ(SharedMemory::adopt(memory->number(), second_descriptor(*memory)), memory);
  EXPECT_EQ(SharedMemory::find(memory->number()), memory);
}

TEST(SharedMemory, ThatArrivesAnewIsTheSameMemory) {
  auto memory = SharedMemory::create(100);
  memory->data()[99] = std::byte{3};
  const ObjectNumber number = memory->number();
  auto descriptor = second_descriptor(*memory);
  memory.reset();
  EXPECT_EQ(SharedMemory::find(number), nullptr);
  const auto arrived = SharedMemory::adopt(number, std::move(descriptor));
  EXPECT_EQ(arrived->number(), number);
  EXPECT_EQ(arrived->size(), 100U);
  EXPECT_EQ(arrived->data()[99], std::byte{3});
  EXPECT_EQ(SharedMemory::find(number), arrived);
}

TEST(SharedMemory, CannotBeCutOffByAnotherProcess) {
  const auto memory = SharedMemory::create(10'000);
  EXPECT_EQ(::ftruncate(memory->descriptor(), 0), -1);
  EXPECT_EQ(::ftruncate(memory->descriptor(), 20'000), -1);
}

TEST(SharedMemory, RefusesADescriptorOfSomethingElse) {
  const ObjectNumber number{1, 1};
  EXPECT_THROW(SharedMemory::adopt(number, internal::os::FileDescriptor{::open("/dev/null", O_RDWR | O_CLOEXEC)}),
               DecodeError);
  EXPECT_THROW(SharedMemory::adopt(number, internal::os::FileDescriptor{::memfd_create("unsealed", MFD_CLOEXEC)}),
               DecodeError);
  EXPECT_EQ(SharedMemory::find(number), nullptr);
}

TEST(SharedMemory, GrowingIsMappedInItsFirstPageOnly) {
  auto memory = SharedMemory::create_growing();
  EXPECT_EQ(memory->size(), internal::os::page_size());
  memory->file().write(5 * internal::os::page_size(), std::span{memory->data(), 1});
  auto descriptor = second_descriptor(*memory);
  const ObjectNumber number = memory->number();
  memory.reset();
  EXPECT_EQ(SharedMemory::adopt(number, std::move(descriptor))->size(), internal::os::page_size());
}

TEST(SharedMemory, MoreThanThereIsIsAnErrorAndNotAKill) {
  for (const std::size_t bytes : {std::size_t{1} << 50U, ~std::size_t{0}}) {
    try {
      (void)SharedMemory::create(bytes);
      FAIL() << bytes << " bytes were reserved";
    } catch (const SystemError& error) {
      EXPECT_EQ(error.errnum(), ENOMEM);
    }
  }
}

TEST(SharedMemory, TenThousandOneAfterTheOtherUseUpNoDescriptors) {
  const int before = SharedMemory::create(1)->descriptor();
  for (int i = 0; i < 10'000; ++i) ASSERT_LE(SharedMemory::create(8)->descriptor(), before + 1);
}

}  // namespace
}  // namespace polyproc
