#include "pool/task_output.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "os/pipe.hpp"

namespace polyproc::internal::pool {
namespace {

class TaskOutputTest : public testing::Test {
 protected:
  void print(const std::string& text) { os::write_all(writing_.get(), text); }

  std::pair<os::FileDescriptor, os::FileDescriptor> pipe_ = os::make_pipe();
  TaskOutput output_{std::move(pipe_.first)};
  os::FileDescriptor writing_ = std::move(pipe_.second);
};

TEST_F(TaskOutputTest, LinesHaveTheirTaskInFront) {
  print("before\n" + output_mark(0) + "one\ntwo\n" + output_mark(17) + "three\n");
  EXPECT_EQ(output_.read_lines(), "before\n[task 0] one\n[task 0] two\n[task 17] three\n");
}

TEST_F(TaskOutputTest, ALineIsShownWhenItIsWhole) {
  print(output_mark(3) + "be");
  EXPECT_EQ(output_.read_lines(), "");
  print("gun\n");
  EXPECT_EQ(output_.read_lines(), "[task 3] begun\n");
}

TEST_F(TaskOutputTest, WhatATaskHasBegunEndsWithIt) {
  print(output_mark(3) + "begun" + output_mark(4) + "next\n");
  EXPECT_EQ(output_.read_lines(), "[task 3] begun\n[task 4] next\n");
}

TEST_F(TaskOutputTest, WhatADeadWorkerHasBegunIsShownToo) {
  print(output_mark(3) + "last words");
  EXPECT_EQ(output_.read_rest(), "[task 3] last words\n");
}

TEST_F(TaskOutputTest, AMarkThatComesInPiecesIsOne) {
  const std::string text = "a\n" + output_mark(12) + "b\n";
  std::string shown;
  for (const char c : text) {
    print(std::string(1, c));
    shown += output_.read_lines();
  }
  EXPECT_EQ(shown, "a\n[task 12] b\n");
}

TEST_F(TaskOutputTest, ZeroBytesOfATaskAreNoMark) {
  print(output_mark(1) + std::string{"a\0b\n", 4});
  EXPECT_EQ(output_.read_lines(), "[task 1] a?b\n");
}

TEST_F(TaskOutputTest, TheTailIsThatOfTheCurrentTask) {
  print(output_mark(1) + "one\n" + output_mark(2) + std::string(5000, 'x') + "\nend");
  (void)output_.read_rest();
  EXPECT_EQ(output_.tail().size(), 4096U);
  EXPECT_TRUE(output_.tail().ends_with("x\nend"));
}

}  // namespace
}  // namespace polyproc::internal::pool
