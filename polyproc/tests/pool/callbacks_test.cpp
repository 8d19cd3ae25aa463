#include "pool/callbacks.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include "process/helper_threads.hpp"

namespace polyproc::internal::pool {
namespace {

using namespace std::chrono_literals;

TEST(Callbacks, RunInOrderOneAfterTheOther) {
  Callbacks callbacks;
  std::vector<int> order;  // no lock: they run on one thread, and finish() waits for it
  for (int i = 0; i < 50; ++i) callbacks.add([&order, i] { order.push_back(i); });
  callbacks.start();
  for (int i = 50; i < 100; ++i) callbacks.add([&order, i] { order.push_back(i); });
  callbacks.finish();
  ASSERT_EQ(order.size(), 100U);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(order[static_cast<std::size_t>(i)], i);
}

TEST(Callbacks, RunOnAThreadOfTheirOwn) {
  Callbacks callbacks;
  callbacks.start();
  std::promise<std::thread::id> id;
  callbacks.add([&] { id.set_value(std::this_thread::get_id()); });
  EXPECT_NE(id.get_future().get(), std::this_thread::get_id());
  callbacks.finish();
}

TEST(Callbacks, FinishWithoutACallbackDoesNothing) {
  Callbacks callbacks;
  callbacks.finish();
  callbacks.start();
  callbacks.start();
  callbacks.finish();
  callbacks.finish();
}

TEST(Callbacks, FinishWaitsForOneThatRunsAndForWhatItAdds) {
  Callbacks callbacks;
  callbacks.start();
  std::atomic<int> ran = 0;
  callbacks.add([&] {
    std::this_thread::sleep_for(30ms);
    callbacks.add([&] { ++ran; });
    ++ran;
  });
  callbacks.finish();
  EXPECT_EQ(ran, 2);
}

TEST(Callbacks, LetGoOfACallbackBeforeTheNextIsWaitedFor) {
  Callbacks callbacks;
  callbacks.start();
  const auto held = std::make_shared<int>(1);
  callbacks.add([held] {});
  callbacks.finish();
  EXPECT_EQ(held.use_count(), 1);
}

TEST(Callbacks, FinishFromACallbackDoesNotWaitForItself) {
  Callbacks callbacks;
  callbacks.start();
  std::promise<void> done;
  callbacks.add([&] {
    callbacks.finish();
    done.set_value();
  });
  done.get_future().wait();
  callbacks.finish();
}

TEST(Callbacks, GoOnAfterAForkHasEndedTheirThreadForAWhile) {
  Callbacks callbacks;
  callbacks.start();
  std::atomic<int> ran = 0;
  for (int i = 0; i < 20; ++i) {
    callbacks.add([&] { ++ran; });
    const process::ForkGuard guard{/*with_threads=*/true, "test"};
    callbacks.add([&] { ++ran; });
  }
  callbacks.finish();
  EXPECT_EQ(ran, 40);
}

}  // namespace
}  // namespace polyproc::internal::pool
