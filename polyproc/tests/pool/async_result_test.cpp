#include "polyproc/async_result.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "polyproc/pool.hpp"
#include "polyproc/process.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;

int twice(int x) { return 2 * x; }
int fail(int x) { throw std::out_of_range{"no " + std::to_string(x)}; }
int sleep_ms(int milliseconds) {
  ::usleep(static_cast<useconds_t>(milliseconds) * 1000);
  return milliseconds;
}

// What a callback hands over; false if it does not come.
template <class T>
bool arrives(std::future<T>& future) {
  return future.wait_for(30s) == std::future_status::ready;
}

TEST(AsyncResult, GivesItsValueAgainAndAgain) {
  Pool pool{1};
  auto result = pool.apply_async([](int n) { return std::string(static_cast<std::size_t>(n), 'x'); }, 100);
  EXPECT_EQ(result.get(), result.get());
  auto all = pool.map_async(twice, std::vector{1, 2});
  EXPECT_EQ(all.get(), (std::vector{2, 4}));
  EXPECT_EQ(all.get(), (std::vector{2, 4}));
}

TEST(AsyncResult, GivesWhatCannotBeCopiedOnce) {
  Pool pool{1};
  auto result = pool.apply_async([](int x) { return std::make_unique<int>(x); }, 5);
  EXPECT_EQ(*result.get(), 5);
  EXPECT_THROW((void)result.get(), std::logic_error);
  EXPECT_THROW((void)result.get_for(1s), std::logic_error);
  EXPECT_TRUE(result.successful());
}

TEST(AsyncResult, ThrowsItsErrorEachTime) {
  Pool pool{1};
  auto result = pool.apply_async(fail, 7);
  for (int i = 0; i < 3; ++i)
    EXPECT_STREQ(thrown_by<std::out_of_range>([&] { (void)result.get(); }).value().what(), "no 7");
  EXPECT_THROW((void)result.get_for(1s), std::out_of_range);
  EXPECT_FALSE(result.successful());
}

TEST(AsyncResult, OfNothingCanBeWaitedForToo) {
  Pool pool{1};
  auto result = pool.apply_async([] {});
  result.get();
  result.get();
  result.get_for(1s);
  EXPECT_TRUE(result.successful());
  auto failed = pool.apply_async([] { throw std::runtime_error{"x"}; });
  EXPECT_THROW(failed.get(), std::runtime_error);
  EXPECT_THROW(failed.get(), std::runtime_error);
}

TEST(AsyncResult, KnowsWhetherItIsReady) {
  const Tally tally;
  int* const gate = tally.get();
  Pool pool{1};
  auto result = pool.apply_async([gate] { return reaches(gate, 1); });
  EXPECT_FALSE(result.ready());
  EXPECT_THROW((void)result.successful(), std::logic_error);
  EXPECT_FALSE(result.wait_for(0s));
  EXPECT_FALSE(result.wait_for(-1s));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(result.wait_for(30ms));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 30ms);
  EXPECT_THROW((void)result.get_for(20ms), Timeout);
  add_to(gate);
  EXPECT_TRUE(children::eventually([&] { return result.ready(); }));
  EXPECT_TRUE(result.successful());
  EXPECT_TRUE(result.get()) << "the wait that gave up has left the task alone";
}

TEST(AsyncResult, WaitsForAsLongAsCanBeSaid) {
  Pool pool{1};
  EXPECT_EQ(pool.apply_async(sleep_ms, 20).get_for(Duration::max()), 20);
  EXPECT_EQ(pool.apply_async(sleep_ms, 20).get_for(std::chrono::hours{24 * 365}), 20);
}

TEST(AsyncResult, BecomesReadyWhileNobodyWaits) {
  Pool pool{2};
  std::vector<AsyncResult<int>> results;
  for (int i = 0; i < 100; ++i) results.push_back(pool.apply_async(twice, i));
  // Asks by looks only.
  for (auto& result : results) EXPECT_TRUE(children::eventually([&] { return result.ready(); }));
  for (int i = 0; i < 100; ++i) EXPECT_EQ(results[static_cast<std::size_t>(i)].get(), 2 * i);
}

TEST(AsyncResult, OutlivesItsPool) {
  std::optional<AsyncResult<int>> good, bad;
  std::optional<AsyncResult<std::vector<int>>> all;
  {
    Pool pool{2};
    good = pool.apply_async(twice, 4);
    bad = pool.apply_async(fail, 4);
    all = pool.map_async(twice, std::vector{1, 2, 3});
  }
  EXPECT_TRUE(good->ready());
  EXPECT_EQ(good->get(), 8);
  EXPECT_THROW((void)bad->get(), std::out_of_range);
  EXPECT_EQ(all->get_for(1s), (std::vector{2, 4, 6}));
  EXPECT_FALSE(good->cancel());
}

TEST(AsyncResult, CopiesShareTheResult) {
  Pool pool{1};
  auto result = pool.apply_async(twice, 4);
  auto copy = result;
  EXPECT_EQ(copy.get(), 8);
  EXPECT_EQ(result.get(), 8);
  copy = pool.apply_async(twice, 5);
  EXPECT_EQ(result.get(), 8);
  EXPECT_EQ(copy.get(), 10);
}

TEST(AsyncResult, ThatStandsForNoTaskSaysSo) {
  std::vector<AsyncResult<int>> results(2);
  AsyncResult<void> nothing;
  for (const auto& use : std::initializer_list<std::function<void()>>{
           [&] { (void)results[0].get(); }, [&] { (void)results[0].get_for(1s); },
           [&] { (void)results[0].wait_for(1s); }, [&] { (void)results[0].ready(); },
           [&] { (void)results[0].successful(); }, [&] { (void)results[0].cancel(); },
           [&] { results[0].then([](int) {}); }, [&] { nothing.get(); }, [&] { nothing.then([] {}); }}) {
    EXPECT_THROW(use(), std::logic_error);
  }
  Pool pool{1};
  results[0] = pool.apply_async(twice, 4);
  const AsyncResult<int> moved = std::move(results[0]);
  EXPECT_THROW((void)results[0].get(), std::logic_error);
  EXPECT_TRUE(moved.wait_for(30s));
}

TEST(AsyncResult, SeveralThreadsMayWaitForOne) {
  Pool pool{1};
  auto result = pool.apply_async(sleep_ms, 50);
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&right, result]() mutable {
      if (result.get() == 50) ++right;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 6);
}

// ---- then

TEST(AsyncResultThen, CallsBackWithTheValue) {
  Pool pool{1};
  std::promise<int> value;
  auto future = value.get_future();
  pool.apply_async(sleep_ms, 20).then([&](int x) { value.set_value(x); }, [](const std::exception_ptr&) { FAIL(); });
  ASSERT_TRUE(arrives(future));
  EXPECT_EQ(future.get(), 20);
}

TEST(AsyncResultThen, CallsBackWithTheError) {
  Pool pool{1};
  std::promise<void> error;
  auto future = error.get_future();
  pool.apply_async(fail, 1).then([](int) { FAIL(); }, [&](std::exception_ptr e) { error.set_exception(std::move(e)); });
  ASSERT_TRUE(arrives(future));
  EXPECT_THROW(future.get(), std::out_of_range);
}

TEST(AsyncResultThen, CallsBackAlsoIfTheTaskHasEndedBefore) {
  Pool pool{1};
  auto result = pool.apply_async(twice, 3);
  EXPECT_EQ(result.get(), 6);
  for (int i = 0; i < 3; ++i) {
    std::promise<int> value;
    auto future = value.get_future();
    result.then([&](int x) { value.set_value(x); });
    ASSERT_TRUE(arrives(future));
    EXPECT_EQ(future.get(), 6);
  }
}

TEST(AsyncResultThen, CallsBackForMapsAndForNothing) {
  Pool pool{1};
  std::promise<std::vector<int>> values;
  std::promise<void> nothing;
  auto first = values.get_future();
  auto second = nothing.get_future();
  pool.map_async(twice, std::vector{1, 2}).then([&](std::vector<int> all) { values.set_value(std::move(all)); });
  pool.apply_async([] {}).then([&] { nothing.set_value(); });
  ASSERT_TRUE(arrives(first));
  ASSERT_TRUE(arrives(second));
  EXPECT_EQ(first.get(), (std::vector{2, 4}));
}

TEST(AsyncResultThen, CallsBackWithWhatCanOnlyBeMoved) {
  Pool pool{1};
  std::promise<int> value;
  auto future = value.get_future();
  pool.apply_async([](int x) { return std::make_unique<int>(x); }, 5).then([&](std::unique_ptr<int> p) {
    value.set_value(*p);
  });
  ASSERT_TRUE(arrives(future));
  EXPECT_EQ(future.get(), 5);
}

TEST(AsyncResultThen, AnErrorWithoutACallbackIsNobodysBusiness) {
  Pool pool{1};
  std::promise<void> done;
  auto future = done.get_future();
  pool.apply_async(fail, 1).then([](int) {});
  pool.apply_async(twice, 1).then({}, [](const std::exception_ptr&) {});
  pool.apply_async(twice, 1).then([&](int) { done.set_value(); });
  EXPECT_TRUE(arrives(future));
}

TEST(AsyncResultThen, NeverRunsOnAThreadThatWaits) {
  Pool pool{1};
  std::promise<std::thread::id> id;
  auto future = id.get_future();
  auto result = pool.apply_async(twice, 1);
  result.then([&](int) { id.set_value(std::this_thread::get_id()); });
  (void)result.get();
  ASSERT_TRUE(arrives(future));
  EXPECT_NE(future.get(), std::this_thread::get_id());
}

TEST(AsyncResultThen, ASlowCallbackHoldsUpNoResult) {
  Pool pool{1};
  std::promise<void> go_on;
  auto gate = go_on.get_future().share();
  pool.apply_async(twice, 1).then([gate](int) { gate.wait(); });
  EXPECT_EQ(pool.map(twice, std::vector{1, 2}), (std::vector{2, 4}));
  go_on.set_value();
}

TEST(AsyncResultThen, ReportsWhatACallbackThrowsAndGoesOn) {
  testing::internal::CaptureStderr();
  std::promise<void> done;
  auto future = done.get_future();
  {
    Pool pool{1};
    auto result = pool.apply_async(twice, 1);
    result.then([](int) { throw std::runtime_error{"a bad callback"}; });
    result.then([](int) { throw 42; });
    result.then([&](int) { done.set_value(); });
    EXPECT_TRUE(arrives(future));
  }
  const std::string reported = testing::internal::GetCapturedStderr();
  EXPECT_THAT(reported, testing::HasSubstr("a bad callback"));
  EXPECT_THAT(reported, testing::HasSubstr("no std::exception"));
}

TEST(AsyncResultThen, ACallbackMayUseThePool) {
  std::promise<int> value;
  auto future = value.get_future();
  Pool pool{1};
  pool.apply_async(twice, 1).then(
      [&](int x) { pool.apply_async(twice, x).then([&](int y) { value.set_value(pool.apply(twice, y)); }); });
  ASSERT_TRUE(arrives(future));
  EXPECT_EQ(future.get(), 8);
}

TEST(AsyncResultThen, EveryCallbackRunsBeforeThePoolIsGone) {
  std::atomic<int> called = 0;
  {
    Pool pool{2};
    for (int i = 0; i < 200; ++i) pool.apply_async(twice, i).then([&](int) { ++called; });
  }
  EXPECT_EQ(called, 200);
}

TEST(AsyncResultThen, CallsBackAlsoWhenThePoolIsGone) {
  std::optional<AsyncResult<int>> result;
  {
    Pool pool{1};
    result = pool.apply_async(twice, 3);
  }
  std::promise<int> value;
  auto future = value.get_future();
  result->then([&](int x) { value.set_value(x); });
  ASSERT_TRUE(arrives(future));
  EXPECT_EQ(future.get(), 6);
}

TEST(AsyncResultThen, CallsBackAlsoWhenAPoolThatHasCalledBackIsGone) {
  std::optional<AsyncResult<int>> result;
  {
    Pool pool{1};
    result = pool.apply_async(twice, 3);
    result->then([](int) {});
  }
  std::promise<int> value;
  auto future = value.get_future();
  result->then([&](int x) { value.set_value(x); });
  ASSERT_TRUE(arrives(future)) << "the thread for callbacks has ended with the pool";
  EXPECT_EQ(future.get(), 6);
}

TEST(AsyncResultThen, TheLastHandleMayGoInACallback) {
  std::promise<void> gone, done;
  auto future = done.get_future();
  {
    std::optional<AsyncResult<int>> result;
    {
      Pool pool{1};
      result = pool.apply_async(twice, 3);
    }
    result->then([&](int) {
      gone.get_future().wait();
      done.set_value();
    });
  }
  gone.set_value();
  EXPECT_TRUE(arrives(future));
}

TEST(AsyncResultThen, ThePoolItselfMayGoInACallback) {
  std::promise<void> gone, done;
  auto future = done.get_future();
  auto pool = std::make_shared<Pool>(1);
  pool->apply_async(twice, 3).then([&, pool](int) {
    gone.get_future().wait();
    done.set_value();
  });
  pool.reset();
  gone.set_value();
  EXPECT_TRUE(arrives(future));
  EXPECT_TRUE(children::eventually([] { return children::children_of(::getpid()).empty(); }));
}

TEST(AsyncResultThen, ACallbackThatWaitsForAForkIsNotWaitedForByIt) {
  std::promise<void> gate, entered;
  auto opened = gate.get_future().share();
  Pool pool{1};
  pool.apply_async(twice, 3).then([&, opened](int) {
    entered.set_value();
    opened.wait();
  });
  entered.get_future().wait();
  EXPECT_THROW((Process{[] {}}.start()), std::logic_error) << "the callback runs: it is a thread of the program";
  gate.set_value();
}

// ---- cancel

TEST(AsyncResultCancel, OfATaskThatHasNotStarted) {
  const Tally gate_tally, started_tally;
  int* const gate = gate_tally.get();
  int* const started = started_tally.get();
  Pool pool{1};
  auto first = pool.apply_async([gate] { return reaches(gate, 1); });
  auto second = pool.apply_async([started] { return add_to(started); });
  auto third = pool.apply_async(twice, 3);
  EXPECT_TRUE(second.cancel());
  EXPECT_TRUE(second.ready());
  EXPECT_THROW((void)second.get(), Cancelled);
  EXPECT_FALSE(second.successful());
  EXPECT_FALSE(second.cancel()) << "it has ended";
  add_to(gate);
  EXPECT_TRUE(first.get()) << "the one before goes on";
  EXPECT_EQ(third.get(), 6);
  EXPECT_EQ(value_of(started), 0);
}

TEST(AsyncResultCancel, OfARunningTaskCostsItsWorker) {
  const Tally tally;
  int* const started = tally.get();
  Pool pool{1};
  const int before = pool.apply(::getpid);
  auto result = pool.apply_async([started] {
    add_to(started);
    for (;;) ::pause();
    return 1;
  });
  ASSERT_TRUE(reaches(started, 1));
  EXPECT_TRUE(result.cancel());
  EXPECT_THROW((void)result.get(), Cancelled);
  EXPECT_NE(pool.apply(::getpid), before);
  EXPECT_EQ(value_of(started), 1);
}

// The limit has ended the worker, and the news is still on its way.
TEST(AsyncResultCancel, OfATaskThatALimitHasEndedIsCancelledOrOutOfTime) {
  Pool pool{2};
  for (int i = 0; i < children::scaled(200); ++i) {
    auto result = pool.with({.timeout = 1ms}).apply_async([] { std::this_thread::sleep_for(1h); });
    std::this_thread::sleep_for(std::chrono::microseconds{1000 + 20 * i});
    result.cancel();
    try {
      result.get();
      ADD_FAILURE() << "a result, after " << i;
    } catch (const Cancelled&) {
    } catch (const TaskTimeout&) {
    }
  }
}

TEST(AsyncResultCancel, OfAFinishedTaskDoesNothing) {
  Pool pool{1};
  auto result = pool.apply_async(twice, 3);
  EXPECT_EQ(result.get(), 6);
  EXPECT_FALSE(result.cancel());
  EXPECT_EQ(result.get(), 6);
}

TEST(AsyncResultCancel, OfAMapEndsWhatIsLeftOfIt) {
  const Tally tally;
  int* const ran = tally.get();
  Pool pool{2};
  auto result = pool.map_async(
      [ran](int) {
        ::usleep(1000);
        return add_to(ran);
      },
      std::views::iota(0, 100'000));
  ASSERT_TRUE(reaches(ran, 10));
  EXPECT_TRUE(result.cancel());
  EXPECT_THROW((void)result.get(), Cancelled);
  EXPECT_EQ(pool.apply(twice, 2), 4);
  const int then = value_of(ran);
  std::this_thread::sleep_for(30ms);
  EXPECT_EQ(value_of(ran), then);
}

TEST(AsyncResultCancel, WakesWhoWaits) {
  Pool pool{1};
  auto result = pool.apply_async([] {
    for (;;) ::pause();
    return 1;
  });
  std::thread waiter{[copy = result]() mutable { EXPECT_THROW((void)copy.get(), Cancelled); }};
  std::thread second{[copy = result]() mutable { EXPECT_THROW((void)copy.get_for(1h), Cancelled); }};
  std::this_thread::sleep_for(30ms);
  EXPECT_TRUE(result.cancel());
  waiter.join();
  second.join();
}

TEST(AsyncResultCancel, CallsBackWithCancelled) {
  Pool pool{1};
  std::promise<void> error;
  auto future = error.get_future();
  auto result = pool.apply_async([] {
    for (;;) ::pause();
    return 1;
  });
  result.then([](int) { FAIL(); }, [&](std::exception_ptr e) { error.set_exception(std::move(e)); });
  EXPECT_TRUE(result.cancel());
  ASSERT_TRUE(arrives(future));
  EXPECT_THROW(future.get(), Cancelled);
}

TEST(AsyncResultCancel, AtAnyMomentHarmsNoOtherTask) {
  Pool pool{2};
  for (int round = 0; round < children::scaled(300); ++round) {
    std::vector<AsyncResult<int>> kept;
    std::vector<AsyncResult<std::vector<int>>> cancelled;
    for (int i = 0; i < 10; ++i) {
      kept.push_back(pool.apply_async(twice, i));
      cancelled.push_back(pool.map_async(twice, std::views::iota(0, 20)));
    }
    std::this_thread::sleep_for(std::chrono::microseconds{round % 50 * 10});
    for (auto& result : cancelled) {
      if (result.cancel()) {
        EXPECT_THROW((void)result.get(), Cancelled);
      } else {
        EXPECT_EQ(result.get().size(), 20U);
      }
    }
    for (int i = 0; i < 10; ++i) ASSERT_EQ(kept[static_cast<std::size_t>(i)].get(), 2 * i);
  }
}

}  // namespace
}  // namespace polyproc
