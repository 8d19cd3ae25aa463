#include "os/random.hpp"

#include <gtest/gtest.h>

namespace polyproc::internal::os {
namespace {

TEST(RandomBits, AreDifferentEachTime) { EXPECT_NE(random_bits(), random_bits()); }

}  // namespace
}  // namespace polyproc::internal::os
