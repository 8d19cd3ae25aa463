#include "os/exit_handler.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "children/in_child.hpp"

namespace polyproc::internal::os {
namespace {

TEST(ExitHandler, IsToldTheExitCode) {
  EXPECT_EQ(children::in_child([]() -> int {
              call_at_exit([](int code) { ::_exit(code + 1); });
              std::exit(41);
            }),
            42);
}

TEST(ExitHandler, RunsBeforeThoseRegisteredEarlier) {
  EXPECT_EQ(children::in_child([]() -> int {
              std::atexit([] { ::_exit(1); });
              call_at_exit([](int) { ::_exit(2); });
              std::exit(0);
            }),
            2);
}

TEST(ExitHandler, RunsAfterThoseRegisteredLater) {
  EXPECT_EQ(children::in_child([]() -> int {
              call_at_exit([](int) { ::_exit(2); });
              std::atexit([] { ::_exit(1); });
              std::exit(0);
            }),
            1);
}

}  // namespace
}  // namespace polyproc::internal::os
