#include "os/demangle.hpp"

#include <gtest/gtest.h>

#include <typeinfo>
#include <vector>

namespace polyproc::internal::os {
namespace {

TEST(Demangled, IsTheNameAsWrittenInCpp) {
  EXPECT_EQ(demangled(typeid(int).name()), "int");
  EXPECT_EQ(demangled(typeid(std::vector<int>*).name()), "std::vector<int, std::allocator<int> >*");
  EXPECT_EQ(demangled("_ZN4shop4sellEi"), "shop::sell(int)");
}

TEST(Demangled, LeavesOtherNamesAsTheyAre) {
  EXPECT_EQ(demangled("main"), "main");
  EXPECT_EQ(demangled(""), "");
}

}  // namespace
}  // namespace polyproc::internal::os
