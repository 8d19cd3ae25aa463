#include "os/pipe.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace polyproc::internal::os {
namespace {

TEST(Pipe, ReadingTakesWhatIsThereAndDoesNotWait) {
  auto [reading, writing] = make_pipe();
  std::array<char, 16> buffer{};
  EXPECT_FALSE(read_now(reading, buffer));
  write_all(writing.get(), "hello");
  EXPECT_EQ(read_now(reading, buffer), 5U);
  EXPECT_EQ(std::string(buffer.data(), 5), "hello");
  writing.reset();
  EXPECT_EQ(read_now(reading, buffer), 0U);
}

TEST(Pipe, WhatCannotBeWrittenIsGivenUp) {
  write_all(-1, "hello");  // a wrong program tries for ever
}

}  // namespace
}  // namespace polyproc::internal::os
