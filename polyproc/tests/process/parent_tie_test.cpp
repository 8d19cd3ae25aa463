#include "process/parent_tie.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "children/run_program.hpp"
#include "children/sanitizers.hpp"

namespace polyproc::internal::process {
namespace {

using namespace std::chrono_literals;

/// Every process of the family holds the pipe open, so its end tells that all are gone.
void expect_family_to_die_with(int signal, const std::string& argument) {
  children::RunningProgram program{POLYPROC_FAMILY, argument};
  ASSERT_EQ(program.line(), "ready");
  const auto before = std::chrono::steady_clock::now();
  program.send_signal(signal);
  EXPECT_EQ(program.rest(), "");
  EXPECT_LT(std::chrono::steady_clock::now() - before, 1s);
  EXPECT_EQ(program.wait(), -signal);
}

TEST(ParentTie, EndsTheFamilyOfAProgramThatIsKilled) {
  for (int i = 0; i < 20; ++i) expect_family_to_die_with(SIGKILL, "");
}

TEST(ParentTie, EndsTheFamilyOfAProgramThatIsTerminated) { expect_family_to_die_with(SIGTERM, ""); }

TEST(ParentTie, EndsAFamilyStartedOnAThreadThatIsGone) {
  if (children::kUnderTsan) GTEST_SKIP() << "a child of a program with threads starts one of its own";
  for (int i = 0; i < 20; ++i) expect_family_to_die_with(SIGKILL, "thread");
}

}  // namespace
}  // namespace polyproc::internal::process
