#include "os/fork_handler.hpp"

#include <gtest/gtest.h>

#include "children/in_child.hpp"

namespace polyproc::internal::os {
namespace {

int calls = 0;

TEST(ForkHandler, IsCalledInChildrenAndTheirChildrenOnly) {
  call_in_forked_children([] { ++calls; });
  EXPECT_EQ(children::in_child([] {
              const int in_child = calls;
              const int in_grandchild = children::in_child([] { return calls; });
              return in_child == 1 && in_grandchild == 2;
            }),
            0);
  EXPECT_EQ(calls, 0);
}

}  // namespace
}  // namespace polyproc::internal::os
