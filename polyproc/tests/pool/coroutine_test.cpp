#include "polyproc/coroutine.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <exception>
#include <future>
#include <stdexcept>
#include <thread>

#include "polyproc/pool.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;

/// A coroutine that runs at once, and whose end a thread can wait for.
struct Job {
  struct promise_type {
    std::promise<int> result;
    Job get_return_object() { return {result.get_future()}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(int value) { result.set_value(value); }
    void unhandled_exception() { result.set_exception(std::current_exception()); }
  };
  std::future<int> future;
  int get() {
    if (future.wait_for(30s) != std::future_status::ready) throw std::runtime_error{"the coroutine did not go on"};
    return future.get();
  }
};

int twice(int x) { return 2 * x; }

Job add_up(Pool& pool) {
  int sum = 0;
  for (int i = 0; i < 5; ++i) sum += co_await pool.apply_async(twice, i);
  co_await pool.apply_async([] {});
  co_return sum;
}

TEST(CoAwait, GivesTheResult) {
  Pool pool{2};
  EXPECT_EQ(add_up(pool).get(), 20);
}

TEST(CoAwait, OfSeveralThatRunAtOnce) {
  Pool pool{2};
  const auto both = [](Pool& shared) -> Job {
    auto first = shared.apply_async(twice, 1);
    auto second = shared.apply_async(twice, 2);
    co_return co_await first + co_await second;
  };
  EXPECT_EQ(both(pool).get(), 6);
}

TEST(CoAwait, ThrowsTheErrorOfTheTask) {
  Pool pool{1};
  const auto crash = [](Pool& shared) -> Job { co_return co_await shared.apply_async([]() -> int { ::_exit(3); }); };
  auto job = crash(pool);
  EXPECT_THROW(job.get(), WorkerDied);
}

TEST(CoAwait, OfWhatIsThereAlreadyDoesNotChangeThreads) {
  Pool pool{1};
  auto result = pool.apply_async(twice, 3);
  EXPECT_EQ(result.get(), 6);
  const auto look = [](AsyncResult<int> ready) -> Job {
    const auto before = std::this_thread::get_id();
    (void)co_await ready;
    co_return before == std::this_thread::get_id() ? 1 : 0;
  };
  EXPECT_EQ(look(result).get(), 1);
}

}  // namespace
}  // namespace polyproc
