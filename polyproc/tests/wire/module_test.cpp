#include "os/module.hpp"

#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "polyproc/error.hpp"

namespace polyproc::internal::os {
namespace {

void function_here() {}

std::uintptr_t number(const void* address) { return reinterpret_cast<std::uintptr_t>(address); }

TEST(Module, IsFoundByAnAddressInItsCode) {
  const auto* address = reinterpret_cast<const void*>(&function_here);
  const auto program = module_at(address);
  ASSERT_TRUE(program.has_value());
  EXPECT_EQ(program->path, "");  // the main program
  EXPECT_FALSE(program->identity.empty());
  EXPECT_TRUE(program->is_code(number(address) - program->base));
}

TEST(Module, OfASharedLibraryHasAnAbsolutePath) {
  const auto library = module_at(::dlsym(RTLD_DEFAULT, "strtol"));
  ASSERT_TRUE(library.has_value());
  EXPECT_EQ(library->path.front(), '/');
}

TEST(Module, HasNoCodeOutsideItsSegments) {
  const auto program = module_at(reinterpret_cast<const void*>(&function_here));
  ASSERT_TRUE(program.has_value());
  for (const auto segment : program->code) EXPECT_FALSE(program->is_code(segment.end));
  EXPECT_FALSE(program->is_code(~std::uintptr_t{0}));
}

TEST(Module, HoldsNeitherDataNorNothing) {
  static const int data = 0;
  EXPECT_FALSE(module_at(&data).has_value());
  EXPECT_FALSE(module_at(nullptr).has_value());
}

TEST(Module, IsFoundByItsIdentity) {
  const auto program = module_at(reinterpret_cast<const void*>(&function_here));
  const auto found = find_module(program->identity, "");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->base, program->base);
  EXPECT_FALSE(find_module("no such build", "").has_value());
}

TEST(Module, ThatCannotBeLoadedSaysWhy) {
  try {
    (void)load_module("any", "/nowhere/library.so");
    FAIL() << "a library that does not exist was loaded";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("/nowhere/library.so"));
  }
}

}  // namespace
}  // namespace polyproc::internal::os
