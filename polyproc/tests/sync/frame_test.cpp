#include "sync/frame.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace polyproc::internal::sync {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span{text}); }
std::string text_of(const Message& message) {
  return {reinterpret_cast<const char*>(message.data.get()), message.size};
}

TEST(Frame, IsReadAsItWasWrittenAtEverySizeAroundAPage) {
  os::MemoryFile file{"frame-test", 0};
  for (const std::size_t size : {0U, 1U, 100U, 4087U, 4088U, 4089U, 4095U, 4096U, 4097U, 100'000U}) {
    const std::string text(size, 'x');
    write_frame(file, 77, bytes_of(text));
    EXPECT_EQ(text_of(read_frame(file, 77, frame_size(size))), text);
  }
}

TEST(Frame, EndsWhereItsLengthSaysAndNotBehind) {
  os::MemoryFile file{"frame-test", 0};
  write_frame(file, 0, bytes_of("one"));
  write_frame(file, frame_size(3), bytes_of("two"));
  EXPECT_EQ(text_of(read_frame(file, 0, 2 * frame_size(3))), "one");
}

TEST(Frame, ThatWouldEndBehindWhatThereIsIsRefused) {
  os::MemoryFile file{"frame-test", 0};
  write_frame(file, 0, bytes_of("three"));
  EXPECT_THROW((void)read_frame(file, 0, frame_size(5) - 1), Error);
  EXPECT_THROW((void)read_frame(file, 0, 7), Error);
}

}  // namespace
}  // namespace polyproc::internal::sync
