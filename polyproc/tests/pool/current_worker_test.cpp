#include "pool/current_worker.hpp"

#include <gtest/gtest.h>

#include <ranges>

#include "children/in_child.hpp"
#include "polyproc/pool.hpp"

namespace polyproc {
namespace {

TEST(CurrentWorker, HasNoNumberOutsideAWorker) { EXPECT_EQ(current_worker().index(), -1); }

TEST(CurrentWorker, HasTheNumberThatItsProcessWasGiven) {
  EXPECT_EQ(children::in_child([] {
              internal::pool::become_worker(7, 1);
              return current_worker().index();
            }),
            7);
}

TEST(CurrentWorker, IsBelowTheNumberOfWorkersInEveryTask) {
  Pool pool{3};
  for (const int index : pool.map([](int) { return current_worker().index(); }, std::views::iota(0, 100))) {
    EXPECT_GE(index, 0);
    EXPECT_LT(index, 3);
  }
}

}  // namespace
}  // namespace polyproc
