#include "process/current_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "children/in_child.hpp"

namespace polyproc {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(CurrentProcess, IsTheMainProcessAtFirst) {
  EXPECT_EQ(current_process().name(), "MainProcess");
  EXPECT_EQ(current_process().pid(), ::getpid());
  EXPECT_THAT(current_process().identity(), IsEmpty());
  EXPECT_FALSE(parent_process());
}

TEST(CurrentProcess, IsTheChildInAChild) {
  Process process{{.name = "Ada"}, [main = ::getpid()] {
                    const bool right = current_process().name() == "Ada" && current_process().pid() == ::getpid() &&
                                       parent_process()->name == "MainProcess" && parent_process()->pid == main;
                    std::exit(right ? 0 : 1);
                  }};
  process.start();
  process.join();
  EXPECT_EQ(process.exitcode(), 0);
}

TEST(CurrentProcess, IsNamedAndNumberedByItsPlaceInTheFamily) {
  EXPECT_EQ(children::in_child([] {
              internal::process::become_process("MainProcess", {}, {});  // the count begins anew
              const Process first{[] {}};
              Process second{[] {
                const Process a{[] {}};
                Process b{[] {
                  const bool right = current_process().name() == "Process-2:2" &&
                                     current_process().identity() == std::vector<int>{2, 2} &&
                                     parent_process()->name == "Process-2";
                  std::exit(right ? 0 : 1);
                }};
                b.start();
                b.join();
                std::exit(a.name() == "Process-2:1" ? b.exitcode().value_or(9) : 2);
              }};
              second.start();
              second.join();
              return first.name() == "Process-1" && second.name() == "Process-2" && second.exitcode() == 0;
            }),
            0);
}

TEST(CurrentProcess, HasTheRightPidAlsoWhereTheProgramForksByItself) {
  EXPECT_EQ(children::in_child([] { return current_process().pid() == ::getpid(); }), 0);
}

TEST(DefaultName, JoinsTheIdentity) {
  EXPECT_EQ(internal::process::default_name({1}), "Process-1");
  EXPECT_EQ(internal::process::default_name({1, 2, 30}), "Process-1:2:30");
}

TEST(BecomeProcess, BeginsANewCount) {
  EXPECT_EQ(children::in_child([] {
              (void)internal::process::next_child_identity();
              internal::process::become_process("Worker-3", {3}, {"MainProcess", ::getppid()});
              return current_process().name() == "Worker-3" &&
                     internal::process::next_child_identity() == std::vector<int>{3, 1};
            }),
            0);
}

}  // namespace
}  // namespace polyproc
