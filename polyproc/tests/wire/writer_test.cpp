#include "polyproc/wire/writer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace polyproc {

/// What memory behind a handle is made of does not matter here.
using Object = std::shared_ptr<SharedMemory>;

}  // namespace polyproc

namespace polyproc::internal::wire {
namespace {

/// An object that can be told from others but never looked into.
Object object() {
  const auto owner = std::make_shared<int>();
  return {owner, reinterpret_cast<SharedMemory*>(owner.get())};
}

TEST(Writer, KeepsWhatIsWrittenWhileItGrows) {
  Writer writer;
  for (int i = 0; i != 10'000; ++i) writer.write_value(i);
  ASSERT_EQ(writer.size(), 10'000 * sizeof(int));
  for (std::size_t i = 0; i != 10'000; ++i) {
    int value = 0;
    std::memcpy(&value, writer.bytes().data() + i * sizeof(int), sizeof(int));
    ASSERT_EQ(value, static_cast<int>(i));
  }
}

TEST(Writer, TakesOneLargePiece) {
  const std::string large(1'000'000, 'x');
  Writer writer;
  writer.write_value('a');
  writer.write(large.data(), large.size());
  EXPECT_EQ(writer.size(), large.size() + 1);
  EXPECT_EQ(writer.bytes().back(), std::byte{'x'});
}

TEST(Writer, WritesNothingFromNowhere) {
  Writer writer;
  writer.write(nullptr, 0);
  EXPECT_EQ(writer.size(), 0U);
}

TEST(Writer, ForgetsWhatIsTruncated) {
  Writer writer;
  writer.write_value(1);
  writer.write_value(2);
  writer.truncate(sizeof(int));
  EXPECT_EQ(writer.size(), sizeof(int));
  writer.truncate(100);
  EXPECT_EQ(writer.size(), sizeof(int));
  writer.clear();
  EXPECT_TRUE(writer.bytes().empty());
}

TEST(Writer, CollectsObjectsInOrderOfMention) {
  const Object first = object();
  const Object second = object();
  Writer writer;
  writer.add_object(first);
  writer.add_object(second);
  writer.add_object(first);
  EXPECT_EQ(writer.take_objects(), (std::vector{first, second, first}));
  EXPECT_TRUE(writer.objects().empty());
}

TEST(Writer, ForgetsTheObjectsMentionedInWhatIsTruncated) {
  const Object kept = object();
  Writer writer;
  writer.add_object(kept);
  const std::size_t size = writer.size();
  writer.add_object(object());
  writer.truncate(size);
  ASSERT_EQ(writer.objects().size(), 1U);
  EXPECT_EQ(writer.objects()[0], kept);
  writer.clear();
  EXPECT_TRUE(writer.objects().empty());
}

}  // namespace
}  // namespace polyproc::internal::wire
