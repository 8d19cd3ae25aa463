#include "trace/frame.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

namespace polyproc::internal::trace {
namespace {

std::unique_ptr<os::CrashRecord> record_with(std::string_view paths) {
  auto record = std::make_unique<os::CrashRecord>();
  std::ranges::copy(paths, record->paths.begin());
  return record;
}

TEST(StackOf, ARecordGivesItsFramesWithTheirModules) {
  using namespace std::string_view_literals;
  const auto record = record_with("\0/lib/libshop.so\0"sv);
  record->frame_count = 3;
  record->frames[0] = {0x10, 0, 0};
  record->frames[1] = {0x20, 1, 0};
  record->frames[2] = {0x30, os::CrashRecord::kNoModule, 0};
  EXPECT_EQ(stack_of(*record),
            (Stack{{Frame::kMainProgram, 0x10}, {"/lib/libshop.so", 0x20}, {Frame::kNowhere, 0x30}}));
}

TEST(StackOf, AMadRecordIsReadNoFurtherThanItReaches) {
  const auto record = std::make_unique<os::CrashRecord>();
  std::memset(static_cast<void*>(record.get()), 0x41, sizeof *record);
  const Stack stack = stack_of(*record);
  EXPECT_EQ(stack.size(), record->frames.size());
  record->frames[0].module = static_cast<std::uint32_t>(record->paths.size()) - 5;
  EXPECT_EQ(stack_of(*record)[0].module, "AAAAA");
}

TEST(StackOf, AnAddressOfThisProgramIsAnOffsetInIt) {
  const std::uintptr_t address = reinterpret_cast<std::uintptr_t>(&record_with);
  const Stack stack = stack_of(std::span{&address, 1});
  ASSERT_EQ(stack.size(), 1U);
  EXPECT_EQ(stack[0].module, Frame::kMainProgram);
  EXPECT_GT(stack[0].offset, 0U);
}

}  // namespace
}  // namespace polyproc::internal::trace
