#include "memory/object_table.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "children/in_child.hpp"

namespace polyproc::internal::memory {
namespace {

TEST(ObjectTable, KeepsNothingAlive) {
  auto memory = SharedMemory::create(1);
  const std::weak_ptr<SharedMemory> watch = memory;
  const ObjectNumber number = memory->number();
  memory.reset();
  EXPECT_TRUE(watch.expired());
  EXPECT_EQ(ObjectTable::of_this_process().find(number), nullptr);
}

TEST(ObjectTable, AddsAnObjectOnce) {
  const auto memory = SharedMemory::create(1);
  EXPECT_EQ(ObjectTable::of_this_process().add(memory), memory);
}

TEST(ObjectTable, GoesOnInAChild) {
  const auto memory = SharedMemory::create(1);
  EXPECT_EQ(children::in_child([&] { return ObjectTable::of_this_process().find(memory->number()) == memory; }), 0);
}

TEST(ObjectTable, MayBeUsedByManyThreads) {
  const auto shared = SharedMemory::create(1);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        const auto own = SharedMemory::create(1);
        EXPECT_EQ(SharedMemory::find(own->number()), own);
        EXPECT_EQ(SharedMemory::find(shared->number()), shared);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace polyproc::internal::memory
