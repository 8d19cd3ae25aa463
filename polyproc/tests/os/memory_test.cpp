#include "os/memory.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "children/in_child.hpp"

namespace polyproc::internal::os {
namespace {

std::size_t bytes_in_use(const MemoryFile& file) {
  struct stat status {};
  EXPECT_EQ(::fstat(file.descriptor(), &status), 0);
  return static_cast<std::size_t>(status.st_blocks) * 512;
}

TEST(MemoryFile, IsZeroAndUsesNothingAtFirst) {
  const MemoryFile file{"memory-test", 100 * page_size()};
  EXPECT_EQ(file.size(), 100 * page_size());
  EXPECT_EQ(bytes_in_use(file), 0U);
  std::vector<std::byte> bytes(1000, std::byte{1});
  file.read(5000, bytes);
  EXPECT_EQ(std::ranges::count(bytes, std::byte{0}), 1000);
}

TEST(MemoryFile, ReservesWhatItIsAskedTo) {
  MemoryFile file{"memory-test", 100 * page_size()};
  file.reserve(10 * page_size(), 20 * page_size());
  EXPECT_EQ(bytes_in_use(file), 20 * page_size());
}

TEST(MemoryFile, ThrowsInsteadOfKillingWhenThereIsNotSoMuchMemory) {
  MemoryFile file{"memory-test", 0};
  try {
    file.reserve(0, std::size_t{1} << 60U);
    FAIL() << "an exabyte was reserved";
  } catch (const SystemError& error) {
    EXPECT_EQ(error.errnum(), ENOMEM);
  }
}

TEST(MemoryFile, GivesBackWholePagesOnly) {
  MemoryFile file{"memory-test", 10 * page_size()};
  file.reserve(0, 10 * page_size());
  file.release(1, 3 * page_size());  // the first page and the fourth only in part
  EXPECT_EQ(bytes_in_use(file), 8 * page_size());
}

TEST(MemoryFile, ReadsBackWhatWasWritten) {
  MemoryFile file{"memory-test", 0};
  std::vector<std::byte> bytes(3 * page_size());
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i * 7);
  file.write(100, bytes);
  EXPECT_EQ(file.size(), 100 + bytes.size());
  std::vector<std::byte> back(bytes.size());
  file.read(100, back);
  EXPECT_EQ(back, bytes);
}

TEST(MemoryFile, ReadingPastItsEndIsAnError) {
  const MemoryFile file{"memory-test", 10};
  std::vector<std::byte> bytes(11);
  EXPECT_THROW(file.read(0, bytes), SystemError);
}

TEST(MemoryFile, SealedAgainstShrinkingMayStillGrow) {
  MemoryFile file{"memory-test", 100};
  EXPECT_EQ(file.sealed(), Sealed::no);
  file.seal(Sealed::against_shrinking);
  EXPECT_EQ(file.sealed(), Sealed::against_shrinking);
  EXPECT_EQ(::ftruncate(file.descriptor(), 99), -1);
  EXPECT_EQ(::ftruncate(file.descriptor(), 101), 0);
}

TEST(MemoryFile, SealedInSizeNeitherShrinksNorGrows) {
  MemoryFile file{"memory-test", 100};
  file.seal(Sealed::size_fixed);
  EXPECT_EQ(file.sealed(), Sealed::size_fixed);
  EXPECT_EQ(::ftruncate(file.descriptor(), 99), -1);
  EXPECT_EQ(::ftruncate(file.descriptor(), 101), -1);
}

TEST(Mapping, IsSharedWithAChildIfKept) {
  const MemoryFile file{"memory-test", page_size()};
  const Mapping mapping{file, page_size(), OnFork::keep};
  EXPECT_EQ(children::in_child([&] { return (mapping.data()[0] = std::byte{5}) == std::byte{5}; }), 0);
  EXPECT_EQ(mapping.data()[0], std::byte{5});
}

TEST(Mapping, IsNotThereInAChildIfDropped) {
  const MemoryFile file{"memory-test", page_size()};
  const Mapping mapping{file, page_size(), OnFork::drop};
  EXPECT_EQ(children::in_child([&] {
              unsigned char resident = 0;
              return ::mincore(mapping.data(), page_size(), &resident) == -1 && errno == ENOMEM;
            }),
            0);
}

TEST(Mapping, MirroredIsTheSameMemoryTwice) {
  const MemoryFile file{"memory-test", 3 * page_size()};
  const Mapping ring = Mapping::mirrored(file, page_size(), 2 * page_size(), OnFork::drop);
  ASSERT_EQ(ring.size(), 4 * page_size());
  ring.data()[2 * page_size() + 3] = std::byte{9};
  EXPECT_EQ(ring.data()[3], std::byte{9});
}

TEST(Pages, RoundUp) {
  EXPECT_EQ(round_up_to_pages(0), 0U);
  EXPECT_EQ(round_up_to_pages(1), page_size());
  EXPECT_EQ(round_up_to_pages(page_size()), page_size());
  EXPECT_EQ(round_up_to_pages(page_size() + 1), 2 * page_size());
}

}  // namespace
}  // namespace polyproc::internal::os
