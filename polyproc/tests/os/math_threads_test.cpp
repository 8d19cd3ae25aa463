#include "os/math_threads.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "children/in_child.hpp"

namespace polyproc::internal::os {
namespace {

bool says(const char* variable, const std::string& number) {
  const char* const value = std::getenv(variable);
  return value != nullptr && value == number;
}

TEST(MathThreads, AreSetInTheEnvironment) {
  EXPECT_EQ(children::in_child([] {
              for (const char* variable : {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"})
                ::unsetenv(variable);
              set_math_threads(3);
              return says("OMP_NUM_THREADS", "3") && says("OPENBLAS_NUM_THREADS", "3") && says("MKL_NUM_THREADS", "3");
            }),
            0);
}

TEST(MathThreads, WhatTheProgramSaysItselfStays) {
  EXPECT_EQ(children::in_child([] {
              ::setenv("OMP_NUM_THREADS", "5", 1);
              set_math_threads(3);
              return says("OMP_NUM_THREADS", "5");
            }),
            0);
}

TEST(MathThreads, WhatWeSaidMayBeSaidAgainFurtherDown) {
  EXPECT_EQ(children::in_child([] {
              ::unsetenv("OMP_NUM_THREADS");
              set_math_threads(3);
              set_math_threads(1);
              return says("OMP_NUM_THREADS", "1");
            }),
            0);
}

}  // namespace
}  // namespace polyproc::internal::os
