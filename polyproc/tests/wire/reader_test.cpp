#include "polyproc/wire/reader.hpp"

#include <gtest/gtest.h>

#include "wire/encoding.hpp"

namespace polyproc::internal::wire {
namespace {

/// Hands out one object over and over, and counts.
class Source final : public ObjectSource {
 public:
  std::shared_ptr<SharedMemory> next_object() override {
    ++taken;
    return object;
  }
  std::shared_ptr<SharedMemory> object;
  int taken = 0;
};

/// A handle like our own: it mentions the memory behind it and writes what else it knows.
class Handle {
 public:
  Handle(std::shared_ptr<SharedMemory> memory, int size) : memory_{std::move(memory)}, size_{size} {}
  void wire_encode(Writer& writer) const {
    writer.add_object(memory_);
    encode(writer, size_);
  }
  static Handle wire_decode(Reader& reader) {
    auto memory = reader.object();
    return {std::move(memory), decode<int>(reader)};
  }
  [[nodiscard]] int size() const { return size_; }

 private:
  std::shared_ptr<SharedMemory> memory_;
  int size_;
};

TEST(Reader, ReadsNoFurtherThanItsEnd) {
  const Bytes bytes = bytes_of('a', 7);
  Reader reader{bytes};
  EXPECT_EQ(reader.read_value<char>(), 'a');
  EXPECT_THROW((void)reader.read_value<double>(), DecodeError);
  EXPECT_THROW((void)reader.take(5), DecodeError);
  EXPECT_EQ(reader.remaining(), sizeof(int));  // what failed took nothing
  EXPECT_EQ(reader.read_value<int>(), 7);
  EXPECT_THROW((void)reader.read_value<char>(), DecodeError);
}

TEST(Reader, ReadsNothingFromNothing) {
  Reader reader{{}};
  reader.read(nullptr, 0);
  EXPECT_TRUE(reader.take(0).empty());
}

TEST(Reader, GivesHandlesTheObjectsOfTheFrame) {
  static_assert(is_sendable<std::map<int, std::vector<Handle>>>);
  Writer writer;
  encode(writer, std::tuple{Handle{nullptr, 1}, std::vector{Handle{nullptr, 2}, Handle{nullptr, 3}}});
  EXPECT_EQ(writer.objects().size(), 3U);
  Source source;
  Reader reader{writer.bytes(), &source};
  const auto [first, rest] = decode<std::tuple<Handle, std::vector<Handle>>>(reader);
  EXPECT_EQ(first.size(), 1);
  EXPECT_EQ(rest[1].size(), 3);
  EXPECT_EQ(source.taken, 3);
}

TEST(Reader, ThrowsWhereAHandleHasNoObject) {
  Writer writer;
  encode(writer, Handle{nullptr, 1});
  Reader without_source{writer.bytes()};
  EXPECT_THROW((void)decode<Handle>(without_source), DecodeError);
  const Bytes unmarked = bytes_of('\0', 1);
  Source source;
  Reader reader{unmarked, &source};
  EXPECT_THROW((void)decode<Handle>(reader), DecodeError);
  EXPECT_EQ(source.taken, 0);
}

}  // namespace
}  // namespace polyproc::internal::wire
