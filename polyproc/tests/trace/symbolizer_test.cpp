#include "trace/symbolizer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "os/stack.hpp"

namespace polyproc::internal::trace {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

Frame frame_at(const void* address) {
  const auto here = reinterpret_cast<std::uintptr_t>(address);
  return stack_of(std::span{&here, 1}).front();
}

[[gnu::noinline]] int landmark(int x) {
  asm volatile("" : "+r"(x));
  return x + 1;
}
constexpr int kLineOfLandmark = __LINE__ - 4;

TEST(Symbolizer, NamesFunctionFileAndLine) {
  Symbolizer symbolizer;
  const auto symbols = symbolizer.find(frame_at(reinterpret_cast<const void*>(&landmark)));
  ASSERT_FALSE(symbols.empty());
  EXPECT_THAT(symbols.back().function, HasSubstr("landmark"));
  EXPECT_THAT(symbols.back().file, EndsWith("symbolizer_test.cpp"));
  EXPECT_NEAR(symbols.back().line, kLineOfLandmark, 2);
}

// Its caller sees it as part of itself; the debugging information knows better.
[[gnu::always_inline]] inline std::size_t walk_inlined(std::span<std::uintptr_t> addresses) {
  return os::walk_stack(addresses);
}

TEST(Symbolizer, NamesWhatTheCompilerHasInlined) {
  std::array<std::uintptr_t, 8> addresses{};
  const std::size_t count = walk_inlined(addresses);
  Symbolizer symbolizer;
  std::vector<std::string> names;
  for (const Frame& frame : stack_of(std::span{addresses.data(), count})) {
    for (const Symbol& symbol : symbolizer.find(frame)) names.push_back(symbol.function);
  }
  EXPECT_THAT(names, testing::Contains(HasSubstr("walk_inlined")));
}

TEST(Symbolizer, NamesFunctionsOfTheSystemsLibraries) {
  Symbolizer symbolizer;
  const auto symbols = symbolizer.find(frame_at(reinterpret_cast<const void*>(&std::strtol)));
  ASSERT_FALSE(symbols.empty());
  EXPECT_THAT(symbols.back().function, HasSubstr("strto"));
}

TEST(Symbolizer, KnowsNothingOfAModuleThatIsNotThere) {
  Symbolizer symbolizer;
  for (const Frame& frame : {Frame{"/nowhere/libgone.so", 16}, Frame{Frame::kNowhere, 16}, Frame{"/dev/null", 1}}) {
    const auto symbols = symbolizer.find(frame);
    ASSERT_EQ(symbols.size(), 1U);
    EXPECT_EQ(symbols[0].function, "");
  }
}

TEST(Symbolizer, KnowsNothingOfAnOffsetBeyondTheModule) {
  Symbolizer symbolizer;
  const auto symbols = symbolizer.find({Frame::kMainProgram, std::uint64_t{1} << 60});
  ASSERT_EQ(symbols.size(), 1U);
  EXPECT_EQ(symbols[0].file, "");
}

}  // namespace
}  // namespace polyproc::internal::trace
