#include "os/terminal.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "os/pipe.hpp"

namespace polyproc::internal::os {
namespace {

TEST(Terminal, IsToldFromAPipe) {
  const FileDescriptor terminal{::posix_openpt(O_RDWR | O_NOCTTY)};
  EXPECT_TRUE(is_terminal(terminal.get()));
  const auto [reading, writing] = make_pipe();
  EXPECT_FALSE(is_terminal(writing.get()));
}

TEST(Terminal, SaysHowWideItIs) {
  const FileDescriptor terminal{::posix_openpt(O_RDWR | O_NOCTTY)};
  EXPECT_EQ(terminal_columns(terminal.get()), 80U) << "it does not say";
  const winsize size{.ws_row = 10, .ws_col = 123, .ws_xpixel = 0, .ws_ypixel = 0};
  ASSERT_EQ(::ioctl(terminal.get(), TIOCSWINSZ, &size), 0);
  EXPECT_EQ(terminal_columns(terminal.get()), 123U);
}

}  // namespace
}  // namespace polyproc::internal::os
