#include "memory/object_numbers.hpp"

#include <gtest/gtest.h>

#include <array>

#include "children/in_child.hpp"
#include "os/memory.hpp"

namespace polyproc::internal::memory {
namespace {

TEST(ObjectNumbers, AreNeverGivenTwice) { EXPECT_NE(new_object_number(), new_object_number()); }

TEST(ObjectNumbers, AreOtherOnesInAChild) {
  (void)new_object_number();
  const os::MemoryFile file{"numbers-test", os::page_size()};
  const os::Mapping mapping{file, os::page_size(), os::OnFork::keep};
  auto& from_child = *reinterpret_cast<ObjectNumber*>(mapping.data());
  children::in_child([&] { return (from_child = new_object_number()).maker != 0; });
  const ObjectNumber here = new_object_number();
  EXPECT_NE(from_child.maker, 0U);
  EXPECT_NE(from_child.maker, here.maker);
}

}  // namespace
}  // namespace polyproc::internal::memory
