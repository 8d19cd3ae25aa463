#include "polyproc/error.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace polyproc {
namespace {

TEST(SystemError, NamesTheCallAndTheReason) {
  const SystemError error{EMFILE, "memfd_create"};
  EXPECT_STREQ(error.what(), "memfd_create: Too many open files");
  EXPECT_EQ(error.errnum(), EMFILE);
}

TEST(SystemError, IsAnError) { EXPECT_THROW(throw SystemError(ENOMEM, "mmap"), Error); }

}  // namespace
}  // namespace polyproc
