#include "os/stack.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace polyproc::internal::os {
namespace {

bool lies_in(std::uintptr_t address, void* function) {
  const auto begin = reinterpret_cast<std::uintptr_t>(function);
  return address >= begin && address < begin + 512;
}

[[gnu::noinline]] std::size_t walk_from_here(std::span<std::uintptr_t> addresses) {
  const std::size_t count = walk_stack(addresses);
  asm volatile("" ::: "memory");  // no tail call: this function has to be on the stack
  return count;
}

TEST(WalkStack, FindsTheCallersInnermostFirst) {
  std::array<std::uintptr_t, 64> addresses{};
  const std::size_t count = walk_from_here(addresses);
  ASSERT_GT(count, 2U);
  const std::span found{addresses.data(), count};
  EXPECT_TRUE(std::ranges::any_of(found.first(3), [](std::uintptr_t address) {
    return lies_in(address, reinterpret_cast<void*>(&walk_from_here));
  }));
}

TEST(WalkStack, WritesNoMoreThanThereIsRoomFor) {
  std::array<std::uintptr_t, 3> addresses{};
  EXPECT_EQ(walk_stack(std::span{addresses}.first(2)), 2U);
  EXPECT_EQ(addresses[2], 0U);
  EXPECT_EQ(walk_stack({}), 0U);
}

TEST(PlaceOf, ACodeOfTheProgramHasTheEmptyPath) {
  const auto place = place_of(reinterpret_cast<std::uintptr_t>(&walk_from_here));
  ASSERT_TRUE(place);
  EXPECT_STREQ(place->module, "");
}

TEST(PlaceOf, ACodeOfALibraryHasItsPath) {
  const auto place = place_of(reinterpret_cast<std::uintptr_t>(&std::qsort));
  ASSERT_TRUE(place);
  EXPECT_NE(place->module, nullptr);
}

TEST(PlaceOf, DataOnTheHeapIsNoPlace) {
  const auto data = std::make_unique<int>(1);
  EXPECT_FALSE(place_of(reinterpret_cast<std::uintptr_t>(data.get())));
  EXPECT_FALSE(place_of(0));
}

}  // namespace
}  // namespace polyproc::internal::os
