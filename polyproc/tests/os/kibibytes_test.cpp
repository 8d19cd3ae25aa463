#include "os/kibibytes.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace polyproc::internal::os {
namespace {

TEST(Kibibytes, AreFoundByNameAndGoneOnFromThere) {
  std::istringstream lines{"Name:\ta program\nVmSize:    12 kB\nVmData:\t  1234 kB\n"};
  EXPECT_EQ(next_kibibytes(lines, "VmSize:"), 12U);
  EXPECT_EQ(next_kibibytes(lines, "VmData:"), 1234U);
  EXPECT_EQ(next_kibibytes(lines, "VmSize:"), std::nullopt);
}

TEST(Kibibytes, AreNoneWhereThereIsNoNumber) {
  std::istringstream lines{"VmData:\tmany kB\n"};
  EXPECT_EQ(next_kibibytes(lines, "VmData:"), std::nullopt);
}

}  // namespace
}  // namespace polyproc::internal::os
