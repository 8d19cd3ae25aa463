#include "process/active_children.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "children/in_child.hpp"
#include "polyproc/process.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;

void sleep_for_ever() {
  for (;;) ::pause();
}

TEST(ActiveChildren, ListsAProcessFromItsStartUntilItHasEnded) {
  Process process{{.name = "Ada"}, &sleep_for_ever};
  EXPECT_TRUE(active_children().empty());
  process.start();
  ASSERT_EQ(active_children().size(), 1U);
  EXPECT_EQ(active_children()[0].name, "Ada");
  EXPECT_EQ(active_children()[0].pid, process.pid());
  process.kill();
  process.join();
  EXPECT_TRUE(active_children().empty());
}

TEST(ActiveChildren, AreListedInTheOrderOfStarting) {
  Process a{{.name = "a", .daemon = true}, &sleep_for_ever};
  Process b{{.name = "b", .daemon = true}, &sleep_for_ever};
  b.start();
  a.start();
  ASSERT_EQ(active_children().size(), 2U);
  EXPECT_EQ(active_children()[0].name, "b");
  EXPECT_EQ(active_children()[1].name, "a");
}

TEST(ActiveChildren, AreNoneInAChild) {
  Process sibling{{.daemon = true}, &sleep_for_ever};
  sibling.start();
  Process process{[] { std::exit(static_cast<int>(active_children().size())); }};
  process.start();
  process.join();
  EXPECT_EQ(process.exitcode(), 0);
  EXPECT_EQ(children::in_child([] { return active_children().empty(); }), 0);
}

TEST(ActiveChildren, MayBeAskedForByManyThreads) {
  Process process{{.daemon = true}, &sleep_for_ever};
  process.start();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int n = 0; n < 100; ++n) EXPECT_EQ(active_children().size(), 1U);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(ActiveChildren, FinishKillsDaemonsAndWaitsForTheOthers) {
  EXPECT_EQ(children::in_child([] {
              auto* const daemon = new Process{{.daemon = true}, &sleep_for_ever};
              auto* const worker = new Process{[] { std::this_thread::sleep_for(50ms); }};
              daemon->start();
              worker->start();
              internal::process::ActiveChildren::of_this_process().finish();
              return daemon->exitcode() == -SIGKILL && worker->exitcode() == 0;
            }),
            0);
}

}  // namespace
}  // namespace polyproc
