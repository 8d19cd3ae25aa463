// The storm: tasks of every size and length, one in ten of which kills its worker, submitted by four threads that also
// cancel and set limits. POLYPROC_STORM_SECONDS says how long; a minute if it says nothing.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "children/processes.hpp"
#include "polyproc/wait.hpp"
#include "pool/deaths.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Random = std::mt19937;

struct Task {
  std::uint64_t number = 0;
  std::uint32_t bytes = 0;         // of the result
  std::uint32_t microseconds = 0;  // that it takes
  int death = -1;                  // how it ends its worker; -1: it does not
  std::uint32_t slot = 0;          // where it counts its starts
};

std::string answer_to(const Task& task) {
  std::string answer(task.bytes, static_cast<char>('a' + task.number % 26));
  return std::to_string(task.number) + ":" + answer;
}

// Sleeping or working, as tasks do.
void take_time(std::uint32_t microseconds) {
  if (microseconds % 2 == 0) return std::this_thread::sleep_for(std::chrono::microseconds{microseconds});
  const auto end = Clock::now() + std::chrono::microseconds{microseconds};
  while (Clock::now() < end) {
  }
}

std::string run(const Task& task, const SharedArray<int>& starts, const std::string& /*ballast*/) {
  add_to(&starts[task.slot]);
  take_time(task.microseconds);
  if (task.death >= 0) die(static_cast<Death>(task.death));
  return answer_to(task);
}

// A task as its number in a map tells, of which nothing but that number travels.
Task task_of(std::uint32_t seed, std::uint32_t slot) {
  std::minstd_rand random{seed + 7 * slot};
  random.discard(3);
  Task task{.number = slot,
            .microseconds = random() % 8 == 0 ? static_cast<std::uint32_t>(random() % 1000) : 0,
            .slot = slot};
  if (random() % 10 == 0) task.death = static_cast<int>(random() % kAllDeaths.size());
  return task;
}

double answer_to_number(std::uint32_t slot) { return 0.5 * slot; }

struct RunNumber {
  std::uint32_t seed = 0;
  SharedArray<int> starts;
  double operator()(std::uint32_t slot) const {
    run(task_of(seed, slot), starts, "");
    return answer_to_number(slot);
  }
};

struct Count {
  std::atomic<std::uint64_t> right = 0, wrong = 0, lost = 0, twice = 0, died = 0, cancelled = 0, late = 0;
};

/// One thread that submits.
class Submitter {
 public:
  Submitter(Pool& pool, Count& count, unsigned seed) : pool_{pool}, count_{count}, random_{seed} {}

  void run_until(Clock::time_point end) {
    while (Clock::now() < end) {
      switch (number_below(4)) {
        case 0:
          map_once();
          break;
        case 1:
          map_numbers_once();
          break;
        case 2:
          submit_many();
          break;
        default:
          apply_once();
      }
    }
  }

 private:
  std::uint32_t number_below(std::uint32_t bound) { return std::uniform_int_distribution{0U, bound - 1}(random_); }

  // Mostly small and short, now and then large and long.
  std::uint32_t skewed(std::uint32_t most) {
    const double u = std::uniform_real_distribution{}(random_);
    return static_cast<std::uint32_t>(most * std::pow(u, 6));
  }

  Task next_task(std::uint32_t slot) {
    Task task{.number = ++last_number_, .bytes = skewed(2'000'000), .microseconds = skewed(20'000), .slot = slot};
    if (number_below(10) == 0) task.death = static_cast<int>(number_below(kAllDeaths.size()));
    return task;
  }

  std::string ballast() { return std::string(skewed(1'000'000), 'b'); }

  Pool& some_options() {
    switch (number_below(4)) {
      case 0:
        return pool_.with({.timeout = 30s, .chunksize = 1 + number_below(20)});
      case 1:
        return pool_.with({.timeout = 5ms});
      default:
        return pool_;
    }
  }

  // What became of a task, and how often it was started.
  // `answered`: whether its answer was right, if it gave one.
  void judge(const Task& task, int starts, std::optional<bool> answered, const std::exception_ptr& error) {
    if (starts > 1) ++count_.twice;
    if (answered) {
      const bool right = starts == 1 && task.death < 0 && *answered;
      return right ? void(++count_.right) : report_wrong(task, starts, "an answer");
    }
    try {
      std::rethrow_exception(error);
    } catch (const WorkerDied& died) {
      const bool right = task.death >= 0 && fits(static_cast<Death>(task.death), died.exitcode());
      right ? void(++count_.died) : report_wrong(task, starts, died.what());
    } catch (const TaskTimeout&) {
      ++count_.late;
    } catch (const Cancelled&) {
      ++count_.cancelled;
    } catch (const std::exception& other) {
      report_wrong(task, starts, other.what());
    }
  }

  void report_wrong(const Task& task, int starts, const std::string& what) {
    ++count_.wrong;
    ADD_FAILURE() << "task " << task.number << " of " << task.bytes << " bytes and " << task.microseconds
                  << " us, to die by " << (task.death < 0 ? "nothing" : name_of(static_cast<Death>(task.death)))
                  << ", started " << starts << " times: " << what;
  }

  void apply_once() {
    const SharedArray<int> starts(1);
    const Task task = next_task(0);
    try {
      const std::string value = some_options().apply(run, task, starts, ballast());
      judge(task, starts[0], value == answer_to(task), nullptr);
    } catch (...) {
      judge(task, starts[0], std::nullopt, std::current_exception());
    }
  }

  void map_once() {
    const std::uint32_t items = 1 + number_below(200);
    const SharedArray<int> starts(items);
    std::vector<std::tuple<Task, SharedArray<int>>> arguments;
    for (std::uint32_t i = 0; i < items; ++i) arguments.emplace_back(next_task(i), starts);
    const auto run_item = [](const std::tuple<Task, SharedArray<int>>& item) {
      return run(std::get<0>(item), std::get<1>(item), "");
    };
    auto outcomes = some_options().try_map(run_item, arguments);
    if (outcomes.size() != items) count_.lost += items;
    for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
      const Task& task = std::get<0>(arguments[i]);
      std::optional<bool> answered;
      if (outcomes[i].has_value()) answered = outcomes[i].value() == answer_to(task);
      judge(task, starts[i], answered, outcomes[i].error());
    }
  }

  void map_numbers_once() {
    const std::uint32_t items = 1 + number_below(500);
    const SharedArray<int> starts(items);
    std::vector<std::uint32_t> slots(items);
    std::iota(slots.begin(), slots.end(), 0U);
    const std::uint32_t seed = number_below(1'000'000);
    auto outcomes = some_options().try_map(RunNumber{seed, starts}, slots);
    if (outcomes.size() != items) count_.lost += items;
    for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
      std::optional<bool> answered;
      if (outcomes[i].has_value()) answered = outcomes[i].value() == answer_to_number(i);
      judge(task_of(seed, i), starts[i], answered, outcomes[i].error());
    }
  }

  void submit_many() {
    const std::uint32_t items = 1 + number_below(100);
    const SharedArray<int> starts(items);
    std::vector<Task> tasks;
    std::vector<AsyncResult<std::string>> results;
    for (std::uint32_t i = 0; i < items; ++i) {
      tasks.push_back(next_task(i));
      results.push_back(some_options().apply_async(run, tasks.back(), starts, ballast()));
      if (number_below(10) == 0) results[number_below(i + 1)].cancel();
    }
    if (wait(results, 60s).done.size() != items) ++count_.lost;
    for (std::uint32_t i = 0; i < items; ++i) {
      try {
        const std::string value = results[i].get();
        judge(tasks[i], starts[i], value == answer_to(tasks[i]), nullptr);
      } catch (...) {
        judge(tasks[i], starts[i], std::nullopt, std::current_exception());
      }
    }
  }

  Pool& pool_;
  Count& count_;
  Random random_;
  std::uint64_t last_number_ = 0;
};

std::chrono::seconds duration() {
  const char* const text = std::getenv("POLYPROC_STORM_SECONDS");
  return std::chrono::seconds{text != nullptr ? std::atoi(text) : 60};
}

TEST(Storm, OnlyRightResultsComeOutOfIt) {
  const std::size_t descriptors = children::open_descriptors();
  Count count;
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  {
    Pool pool{3};
    const auto end = Clock::now() + duration();
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < 4; ++i) threads.emplace_back([&, i] { Submitter{pool, count, seed + i}.run_until(end); });
    for (auto& thread : threads) thread.join();
  }
  EXPECT_EQ(count.wrong, 0U);
  EXPECT_EQ(count.lost, 0U);
  EXPECT_EQ(count.twice, 0U);
  EXPECT_GT(count.right, 100U);
  EXPECT_GT(count.died, 10U);
  std::cout << "right " << count.right << ", died as ordered " << count.died << ", cancelled " << count.cancelled
            << ", out of time " << count.late << ", wrong " << count.wrong << ", lost " << count.lost
            << ", started twice " << count.twice << '\n';
  EXPECT_TRUE(children::children_of(::getpid()).empty());
  EXPECT_EQ(children::open_descriptors(), descriptors);
}

}  // namespace
}  // namespace polyproc
