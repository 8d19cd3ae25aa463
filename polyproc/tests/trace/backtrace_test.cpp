#include "trace/backtrace.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "os/stack.hpp"

namespace polyproc::internal::trace {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Backtrace, OfNoStackIsEmpty) { EXPECT_EQ(Backtrace{{}}.text(), ""); }

[[gnu::noinline]] std::size_t walk_from_a_named_function(std::span<std::uintptr_t> addresses) {
  const std::size_t count = os::walk_stack(addresses);
  asm volatile("" ::: "memory");
  return count;
}

TEST(Backtrace, HasALineForEachFunction) {
  std::array<std::uintptr_t, 16> addresses{};
  const std::size_t count = walk_from_a_named_function(addresses);
  const Backtrace backtrace{stack_of({addresses.data(), count})};
  EXPECT_THAT(backtrace.text(), HasSubstr("walk_from_a_named_function(std::span<unsigned long"));
  EXPECT_THAT(backtrace.text(), HasSubstr("backtrace_test.cpp:"));
  EXPECT_EQ(&backtrace.text(), &backtrace.text());
}

TEST(Backtrace, ShowsWhereAFrameWithoutANameIs) {
  EXPECT_EQ((Backtrace{{{"/nowhere/libgone.so", 0x1f}, {Frame::kNowhere, 0}}}.text()),
            "#0 /nowhere/libgone.so+0x1f\n#1 0x0, where there is no code\n");
}

TEST(Backtrace, ShortensRepetitions) {
  Stack stack(100, {"/nowhere/libgone.so", 0x1f});
  stack.push_back({"/nowhere/libgone.so", 0x2f});
  EXPECT_EQ(Backtrace{stack}.text(),
            "#0 /nowhere/libgone.so+0x1f\n#1 /nowhere/libgone.so+0x1f\n#2 /nowhere/libgone.so+0x1f\n"
            "   … and 97 times more\n#100 /nowhere/libgone.so+0x2f\n");
}

}  // namespace
}  // namespace polyproc::internal::trace
