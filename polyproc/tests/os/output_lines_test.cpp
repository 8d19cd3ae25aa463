#include "os/output_lines.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <string>

#include "children/in_child.hpp"

namespace polyproc::internal::os {
namespace {

/// What a child writes to its standard output and error, and in how many pieces.
struct Written {
  std::string text;
  int pieces = 0;
};

template <class Body>
Written output_of(Body body) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe(ends.data()), 0);
  const pid_t child = children::fork_child([&] {
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    ::close(ends[0]);
    ::close(ends[1]);
    write_whole_lines();
    body();
    return 0;
  });
  ::close(ends[1]);
  children::wait_for(child);  // all fits into the pipe, whose pieces stay apart only as long as nobody reads
  Written written;
  std::array<char, 70'000> buffer{};
  for (ssize_t bytes = 1; (bytes = ::read(ends[0], buffer.data(), buffer.size())) > 0; ++written.pieces)
    written.text.append(buffer.data(), static_cast<std::size_t>(bytes));
  ::close(ends[0]);
  return written;
}

TEST(WholeLines, AreOutAsSoonAsTheyEnd) {
  EXPECT_EQ(output_of([] {
              std::printf("one\ntwo");
              ::raise(SIGKILL);  // not _exit, before which ThreadSanitizer flushes
            }).text,
            "one\n");
}

TEST(WholeLines, OfStandardErrorAreCollectedToo) {
  EXPECT_EQ(output_of([] {
              std::cerr << "one " << 1 << '\n' << "begun";
              std::fprintf(stderr, " and more");
              ::raise(SIGKILL);  // not _exit, before which ThreadSanitizer flushes
            }).text,
            "one 1\n");
}

TEST(WholeLines, BegunOnesCanBeFlushed) {
  EXPECT_EQ(output_of([] {
              std::cout << "be";
              std::printf("gun");
              flush_begun_lines();
              ::raise(SIGKILL);  // not _exit, before which ThreadSanitizer flushes
            }).text,
            "begun");
}

TEST(WholeLines, WhatIsBufferedGetsOutOfADyingProcess) {
  EXPECT_EQ(output_of([] {
              std::printf("last words");
              write_buffered_output();
              ::raise(SIGKILL);  // not _exit, before which ThreadSanitizer flushes
            }).text,
            "last words");
}

}  // namespace
}  // namespace polyproc::internal::os
