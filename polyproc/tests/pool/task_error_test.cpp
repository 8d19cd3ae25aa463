#include "polyproc/task_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <string>

namespace polyproc {
namespace {

using namespace std::chrono_literals;

TEST(WorkerDied, NamesTheSignalTheWorkerAndTheTask) {
  const WorkerDied died{WorkerDied::Report{.exitcode = -SIGSEGV, .pid = 123, .peak_memory_bytes = 4096}, 7, 1};
  EXPECT_STREQ(died.what(), "worker 123 was ended by SIGSEGV while it ran task 7");
  EXPECT_EQ(died.exitcode(), -SIGSEGV);
  EXPECT_EQ(died.pid(), 123);
  EXPECT_EQ(died.peak_memory_bytes(), 4096U);
  EXPECT_EQ(died.task_index(), 7U);
  EXPECT_EQ(died.attempts(), 1);
  EXPECT_FALSE(died.memory_ran_out());
}

TEST(WorkerDied, SaysThatThereWasNoResultAlsoForExitCodeZero) {
  EXPECT_STREQ(WorkerDied(WorkerDied::Report{.exitcode = 0, .pid = 5}, 0, 1).what(),
               "worker 5 ended with exit code 0 and without a result while it ran task 0");
  EXPECT_STREQ(WorkerDied(WorkerDied::Report{.exitcode = 3, .pid = 5}, 0, 1).what(),
               "worker 5 ended with exit code 3 and without a result while it ran task 0");
}

TEST(WorkerDied, NamesTheAttemptFromTheSecondOn) {
  EXPECT_STREQ(WorkerDied(WorkerDied::Report{.exitcode = -SIGKILL, .pid = 5}, 2, 3).what(),
               "worker 5 was ended by SIGKILL while it ran task 2 (attempt 3)");
}

TEST(WorkerDied, TellsTheCauseIfItIsKnown) {
  EXPECT_THAT(
      WorkerDied(WorkerDied::Report{.exitcode = -SIGKILL, .pid = 5, .cause = "the nursery is gone"}, 2, 1).what(),
      testing::HasSubstr("(the nursery is gone)"));
}

TEST(WorkerDied, GivesANumberToASignalWithoutAName) {
  EXPECT_THAT(WorkerDied(WorkerDied::Report{.exitcode = -(SIGRTMIN + 3), .pid = 5}, 0, 1).what(),
              testing::HasSubstr("signal " + std::to_string(SIGRTMIN + 3)));
}

TEST(RemoteException, NamesTypeTextAndTask) {
  const RemoteException remote{"shop::OutOfStock", "no apples", 4, 1};
  EXPECT_STREQ(remote.what(), "task 4 threw shop::OutOfStock: no apples");
  EXPECT_EQ(remote.type_name(), "shop::OutOfStock");
  EXPECT_EQ(remote.task_index(), 4U);
  EXPECT_STREQ(RemoteException("int", "x", 4, 2).what(), "task 4 (attempt 2) threw int: x");
}

TEST(TaskTimeout, NamesTheLimit) {
  const TaskTimeout timeout{TaskTimeout::Kind::wall, 1500ms, 3, 1};
  EXPECT_STREQ(timeout.what(), "task 3 ran longer than its limit of 1500 ms");
  EXPECT_EQ(timeout.limit(), 1500ms);
}

TEST(TaskErrors, AreErrorsOfThisLibrary) {
  try {
    throw WorkerDied{WorkerDied::Report{.exitcode = 1, .pid = 2}, 0, 1};
  } catch (const Error& error) {
    EXPECT_NE(dynamic_cast<const TaskFailed*>(&error), nullptr);
  }
  EXPECT_STREQ(WorkerDied("a text alone").what(), "a text alone");
}

}  // namespace
}  // namespace polyproc
