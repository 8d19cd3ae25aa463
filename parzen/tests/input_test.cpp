#include "input.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "scratch_files.hpp"

namespace parzen {
namespace {

class InputTest : public ScratchFiles {};

TEST_F(InputTest, GivesTheSameBytesOfAFileAndOfAStream) {
  std::string content;
  for (int i = 0; i < 300'000; ++i) content += std::to_string(i) + '\n';
  Input mapped{file("a", content)};
  std::istringstream stream{content};
  Input streamed{stream, "stream"};
  for (const std::size_t bytes : {std::size_t{1}, std::size_t{0}, std::size_t{100}, std::size_t{1'500'000}}) {
    const std::string_view expected = std::string_view{content}.substr(mapped.position(), bytes);
    EXPECT_EQ(mapped.peek(bytes), expected);
    EXPECT_EQ(streamed.peek(bytes), expected);
    for (Input* input : {&mapped, &streamed}) input->skip(bytes / 2);
  }
  EXPECT_EQ(mapped.position(), streamed.position());
}

TEST_F(InputTest, HasFewerBytesOnlyAtItsEnd) {
  std::istringstream stream{"12345"};
  Input input{stream, "stream"};
  EXPECT_EQ(input.peek(3), "123");
  input.skip(3);
  EXPECT_EQ(input.peek(3), "45");
  EXPECT_EQ(input.peek(static_cast<std::size_t>(-1)), "45");
  input.skip(2);
  EXPECT_EQ(input.peek(1), "");
}

TEST_F(InputTest, KnowsTheLengthOfAFileAndOfNothingElse) {
  EXPECT_EQ(Input{file("a", "12345")}.size(), 5U);
  std::istringstream stream{"12345"};
  EXPECT_EQ((Input{stream, "stream"}.size()), 0U);
}

}  // namespace
}  // namespace parzen
