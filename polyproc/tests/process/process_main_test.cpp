#include "process/process_main.hpp"

#include <gtest/gtest.h>

#include "children/run_program.hpp"

namespace polyproc::internal::process {
namespace {

TEST(EndOfMain, WaitsForProcessesAndKillsDaemonsBeforeStaticObjectsAreDestroyedOnce) {
  children::RunningProgram program{POLYPROC_END_OF_MAIN};
  EXPECT_EQ(program.rest(), "main returns\nworker done\nstatic object destroyed\n");
  EXPECT_EQ(program.wait(), 5);
}

}  // namespace
}  // namespace polyproc::internal::process
