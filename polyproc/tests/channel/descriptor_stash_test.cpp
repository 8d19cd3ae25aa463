#include "channel/descriptor_stash.hpp"

#include <gtest/gtest.h>

#include <array>
#include <span>

#include "children/processes.hpp"
#include "os/memory.hpp"
#include "polyproc/error.hpp"

namespace polyproc::internal::channel {
namespace {

class DescriptorStashTest : public testing::Test {
 protected:
  static DescriptorTag tag(std::uint64_t number, DescriptorTag::Kind kind = DescriptorTag::Kind::object) {
    return {.kind = kind, .number = {.maker = 1, .count = number}};
  }

  // The file's size tells it from the others.
  void send(const DescriptorTag& tag, std::size_t size) {
    const os::MemoryFile file{"test-stash", size};
    const int descriptor = file.descriptor();
    ASSERT_TRUE(socket_pair_.first.send(std::as_bytes(std::span{&tag, 1}), {&descriptor, 1}));
  }
  std::size_t take(const DescriptorTag& tag) { return os::MemoryFile{stash_.take(tag, socket_pair_.second)}.size(); }

  std::pair<os::ControlSocket, os::ControlSocket> socket_pair_ = os::ControlSocket::pair();
  DescriptorStash stash_;
};

TEST_F(DescriptorStashTest, GivesDescriptorsInTheOrderOfArrival) {
  send(tag(1), 100);
  send(tag(2), 200);
  EXPECT_EQ(take(tag(1)), 100U);
  EXPECT_EQ(take(tag(2)), 200U);
}

TEST_F(DescriptorStashTest, KeepsWhatNobodyHasAskedForYet) {
  for (std::uint64_t number = 1; number <= 20; ++number) send(tag(number), 10 * number);
  for (std::uint64_t number = 20; number >= 1; --number) EXPECT_EQ(take(tag(number)), 10 * number);
}

TEST_F(DescriptorStashTest, TellsObjectsFromBlobsOfTheSameNumber) {
  send(tag(1), 100);
  send(tag(1, DescriptorTag::Kind::blob), 200);
  EXPECT_EQ(take(tag(1, DescriptorTag::Kind::blob)), 200U);
  EXPECT_EQ(take(tag(1)), 100U);
}

TEST_F(DescriptorStashTest, GivesTheLaterOfTwoWithOneTag) {
  send(tag(1), 100);
  send(tag(1), 200);
  send(tag(2), 300);
  EXPECT_EQ(take(tag(2)), 300U);
  EXPECT_EQ(take(tag(1)), 200U);
}

TEST_F(DescriptorStashTest, SaysWhatHasNotCome) {
  EXPECT_THROW(take(tag(1)), DecodeError);
  send(tag(2), 1);
  EXPECT_THROW(take(tag(1)), DecodeError);
  EXPECT_EQ(take(tag(2)), 1U);
  EXPECT_THROW(take(tag(2)), DecodeError);
}

TEST_F(DescriptorStashTest, SaysThatTheOtherSideIsGone) {
  socket_pair_.first.close();
  EXPECT_THROW(take(tag(1)), DecodeError);
}

TEST_F(DescriptorStashTest, RefusesMessagesThatAreNoDescriptorAndTag) {
  const auto tag_one = tag(1);
  const auto bytes = std::as_bytes(std::span{&tag_one, 1});
  const os::MemoryFile file{"test-stash", 1};
  const std::array descriptors{file.descriptor(), file.descriptor()};
  const auto one = std::span{descriptors}.first(1);

  ASSERT_TRUE(socket_pair_.first.send(bytes));
  EXPECT_THROW(take(tag_one), DecodeError) << "no descriptor";
  ASSERT_TRUE(socket_pair_.first.send(bytes, descriptors));
  EXPECT_THROW(take(tag_one), DecodeError) << "two descriptors";
  ASSERT_TRUE(socket_pair_.first.send(bytes.first(5), one));
  EXPECT_THROW(take(tag_one), DecodeError) << "half a tag";
  ASSERT_TRUE(socket_pair_.first.send({}, one));
  EXPECT_THROW(take(tag_one), DecodeError) << "no tag";
}

TEST_F(DescriptorStashTest, LeavesNoDescriptorOpen) {
  const std::size_t before = children::open_descriptors();
  {
    DescriptorStash stash;
    for (std::uint64_t number = 1; number <= 10; ++number) send(tag(number), 1);
    (void)stash.take(tag(10), socket_pair_.second);
    EXPECT_EQ(children::open_descriptors(), before + 9);
  }
  EXPECT_EQ(children::open_descriptors(), before);
}

}  // namespace
}  // namespace polyproc::internal::channel
