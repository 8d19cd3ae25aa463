#include "parzen/numpy_random.hpp"

#include <gtest/gtest.h>

namespace parzen {
namespace {

TEST(NumpyRandom, GivesNumpysUniforms) {
  NumpyRandom random{123};
  EXPECT_EQ(random.uniform(), 0.6964691855978616);
  EXPECT_EQ(random.uniform(), 0.28613933495037946);
  EXPECT_EQ(random.uniform(), 0.2268514535642031);
}

TEST(NumpyRandom, GivesNumpysNormals) {
  NumpyRandom random{123};
  EXPECT_EQ(random.standard_normal(), -1.0856306033005612);
  EXPECT_EQ(random.standard_normal(), 0.9973454465835858);
  EXPECT_EQ(random.standard_normal(), 0.28297849805199204);
  EXPECT_EQ(random.standard_normal(), -1.506294713918092);
}

TEST(NumpyRandom, TakesTheSmallestAndTheLargestSeed) {
  EXPECT_EQ(NumpyRandom{0}.uniform(), 0.5488135039273248);
  EXPECT_EQ(NumpyRandom{4294967295U}.uniform(), 0.0976320289940138);
}

TEST(NumpyRandom, StaysBelowOne) {
  NumpyRandom random{7};
  for (int i = 0; i < 100'000; ++i) {
    const double u = random.uniform();
    ASSERT_GE(u, 0);
    ASSERT_LT(u, 1);
  }
}

}  // namespace
}  // namespace parzen
