// The kill matrix: a worker dies at every moment of its life, in every way, under both start methods; and every time
// nothing suffers but the task that it was at, if it was at one.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "channel/fault_point.hpp"
#include "children/processes.hpp"
#include "polyproc/init.hpp"
#include "pool/deaths.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;
using internal::channel::FaultPoint;

enum class Moment {
  starting,
  initializer,
  idle,
  reading_a_task,
  in_a_task,
  writing_a_small_result,
  writing_a_large_result,
  finalizer
};
constexpr std::array kMoments{Moment::starting,
                              Moment::initializer,
                              Moment::idle,
                              Moment::reading_a_task,
                              Moment::in_a_task,
                              Moment::writing_a_small_result,
                              Moment::writing_a_large_result,
                              Moment::finalizer};
constexpr std::array kNamesOfMoments{
    "Starting", "Initializer", "Idle", "ReadingATask", "InATask", "WritingASmallResult", "WritingALargeResult",
    "Finalizer"};

// Beyond those of deaths.hpp.
enum class Special { none, fork_returns_twice, memory_limit, stopped };
constexpr std::array kSpecials{Special::fork_returns_twice, Special::memory_limit, Special::stopped};
constexpr std::array kNamesOfSpecials{"", "ForkReturnsTwice", "MemoryLimit", "StoppedWithTimeout"};

struct Way {
  Death death = Death::sigkill;
  Special special = Special::none;
};

// What the tasks are given and return: tuples and text, each result a frame of its own; or numbers, which travel in
// blocks.
enum class Items { texts, numbers };

struct Cell {
  Moment moment = Moment::starting;
  Way way;
  StartMethod method = StartMethod::fork;
  Items items = Items::texts;
};
void PrintTo(const Cell& cell, std::ostream* out) { *out << kNamesOfMoments[static_cast<std::size_t>(cell.moment)]; }

std::string name_of(const Cell& cell) {
  const std::string way = cell.way.special == Special::none
                              ? name_of(cell.way.death)
                              : kNamesOfSpecials[static_cast<std::size_t>(cell.way.special)];
  return std::string{kNamesOfMoments[static_cast<std::size_t>(cell.moment)]} + "_" + way +
         (cell.items == Items::numbers ? "_Numbers" : "") + (cell.method == StartMethod::fork ? "_Fork" : "_Spawn");
}

// Cells that have no meaning: a limit of memory or time is one of a task; nobody but a task forks and goes on; an idle
// worker's own thread, whose stack could overflow and which could exit, sleeps. Numbers differ from anything else only
// on the way from one to the next, and with time limits they do not travel in blocks.
bool has_a_meaning(const Cell& cell) {
  if (cell.items == Items::numbers) {
    const bool on_the_way = cell.moment == Moment::reading_a_task || cell.moment == Moment::in_a_task ||
                            cell.moment == Moment::writing_a_small_result;
    if (!on_the_way || cell.way.special == Special::stopped) return false;
  }
  const bool of_own_thread = cell.way.death == Death::stack_overflow || cell.way.death == Death::pthread_exit;
  if (cell.moment == Moment::idle && of_own_thread) return false;
  return cell.way.special == Special::none || cell.moment == Moment::in_a_task;
}

std::vector<Cell> all_cells() {
  std::vector<Way> ways;
  for (const Death death : kAllDeaths) ways.push_back({.death = death});
  for (const Special special : kSpecials) ways.push_back({.special = special});
  std::vector<Cell> cells;
  for (const StartMethod method : {StartMethod::fork, StartMethod::spawn}) {
    for (const Moment moment : kMoments) {
      for (const Way& way : ways) {
        for (const Items items : {Items::texts, Items::numbers}) {
          if (const Cell cell{moment, way, method, items}; has_a_meaning(cell)) cells.push_back(cell);
        }
      }
    }
  }
  return cells;
}

// ---- how the one worker finds its end: a file says that and how, and only one worker can remove it

constexpr const char* kOrder = "POLYPROC_KILL_MATRIX";  // environment: path of the file, moment, death

struct Order {
  std::string path;
  int moment = 0;
  int death = 0;
};

std::optional<Order> order() {
  const char* const text = std::getenv(kOrder);
  if (text == nullptr) return std::nullopt;
  Order read;
  std::istringstream{text} >> read.path >> read.moment >> read.death;
  return read;
}

void die_if_ordered(Moment moment) {
  const auto ordered = order();
  if (!ordered || ordered->moment != static_cast<int>(moment)) return;
  if (::unlink(ordered->path.c_str()) == 0) die(static_cast<Death>(ordered->death));
}

std::string last_words(const std::string& path) { return path + ".pid"; }

// Leaves its pid behind, so that the program knows whose end to wait for.
void die_when_ordered(const Order& ordered) {
  while (::rename(ordered.path.c_str(), last_words(ordered.path).c_str()) != 0) std::this_thread::sleep_for(1ms);
  std::ofstream{last_words(ordered.path)} << ::getpid() << std::endl;
  die(static_cast<Death>(ordered.death));
}

void on_fault_point(FaultPoint point) {
  switch (point) {
    case FaultPoint::born:
      return die_if_ordered(Moment::starting);
    case FaultPoint::reading_a_task:
      return die_if_ordered(Moment::reading_a_task);
    case FaultPoint::writing_a_frame:
      return die_if_ordered(Moment::writing_a_small_result);
    case FaultPoint::writing_a_blob:
      return die_if_ordered(Moment::writing_a_large_result);
  }
}

void initialize() {
  die_if_ordered(Moment::initializer);
  // Idle: when the program says that nothing is left to do, by making the file only then.
  const auto ordered = order();
  if (ordered && ordered->moment == static_cast<int>(Moment::idle)) std::thread{die_when_ordered, *ordered}.detach();
}

void finalize() { die_if_ordered(Moment::finalizer); }

/// Gives the order in the environment of all that is started from now on.
class OrderedDeath {
 public:
  explicit OrderedDeath(const Cell& cell) : path_{testing::TempDir() + "polyproc-kill-" + std::to_string(::getpid())} {
    if (cell.moment != Moment::idle) give();
    const std::string text = path_ + " " + std::to_string(static_cast<int>(cell.moment)) + " " +
                             std::to_string(static_cast<int>(cell.way.death));
    ::setenv(kOrder, text.c_str(), 1);
  }
  OrderedDeath(const OrderedDeath&) = delete;
  OrderedDeath& operator=(const OrderedDeath&) = delete;
  ~OrderedDeath() {
    ::unsetenv(kOrder);
    ::unlink(path_.c_str());
    ::unlink(last_words(path_).c_str());
  }
  // Empty: a worker may have taken it, and written into it, as soon as it is there.
  void give() const { const std::ofstream created{path_}; }
  /// An idle worker has got the order, has died and is gone.
  [[nodiscard]] bool has_ended_one() const {
    pid_t pid = 0;
    std::ifstream{last_words(path_)} >> pid;
    return pid != 0 && ::kill(pid, 0) != 0;
  }
  [[nodiscard]] bool was_carried_out() const { return ::access(path_.c_str(), F_OK) != 0; }

 private:
  std::string path_;
};

// ---- the work

constexpr std::size_t kItems = 60;
constexpr std::size_t kDeadly = 17;
constexpr std::size_t kLargeItem = 23;
constexpr std::size_t kLargeBytes = 100'000'000;
constexpr std::size_t kMemoryLimit = std::size_t{64} << 20U;

void do_special(Special special) {
  switch (special) {
    case Special::none:
      break;
    case Special::fork_returns_twice:
      if (::fork() == 0) return;  // goes on as if it were the worker
      break;
    case Special::memory_limit: {
      std::vector<std::vector<char>> all;
      [&]() noexcept {
        for (;;) all.emplace_back(std::size_t{1} << 20U, 'x');
      }();
      break;
    }
    case Special::stopped:
      ::raise(SIGSTOP);
      break;
  }
}

using Text = std::tuple<std::size_t, int, int, SharedArray<int>>;

void start(std::size_t index, int moment, int special, const SharedArray<int>& starts) {
  add_to(&starts[index]);
  if (index != kDeadly || static_cast<Moment>(moment) != Moment::in_a_task) return;
  if (static_cast<Special>(special) == Special::none) die_if_ordered(Moment::in_a_task);
  do_special(static_cast<Special>(special));
}

std::string work(const Text& item) {
  const auto& [index, moment, special, starts] = item;
  start(index, moment, special, starts);
  const bool large = index == kLargeItem && static_cast<Moment>(moment) == Moment::writing_a_large_result;
  return std::string(large ? kLargeBytes : index, 'x');
}

struct NumberWork {
  int moment = 0;
  int special = 0;
  SharedArray<int> starts;
  double operator()(std::uint16_t index) const {
    start(index, moment, special, starts);
    return index / 2.0;
  }
};

PoolOptions options_for(const Cell& cell) {
  PoolOptions options{.processes = 2, .start_method = cell.method, .initializer = initialize, .finalizer = finalize};
  if (cell.way.special == Special::memory_limit) options.memory_limit_bytes = kMemoryLimit;
  if (cell.way.special == Special::stopped) options.task.timeout = 100ms;
  return options;
}

bool blames_a_task(Moment moment) {
  return moment == Moment::reading_a_task || moment == Moment::in_a_task || moment == Moment::writing_a_small_result ||
         moment == Moment::writing_a_large_result;
}

// A result that was not visible when the worker died is no result: its task is the one that is blamed.
void expect_blame(const Cell& cell, const std::exception_ptr& error) {
  if (cell.way.special == Special::stopped) {
    EXPECT_TRUE(caught<TaskTimeout>(error));
    return;
  }
  const auto died = caught<WorkerDied>(error);
  ASSERT_TRUE(died);
  EXPECT_EQ(died->attempts(), 1);
  EXPECT_EQ(died->memory_ran_out(), cell.way.special == Special::memory_limit);
  if (cell.way.special == Special::none) {
    EXPECT_TRUE(fits(cell.way.death, died->exitcode())) << died->exitcode();
  }
}

// How many items failed. None but the one that the worker was at may.
template <class Result, class Accepts>
std::size_t failures(const Cell& cell, const SharedArray<int>& starts, std::vector<Outcome<Result>> outcomes,
                     Accepts is_right) {
  std::size_t failed = 0;
  EXPECT_EQ(outcomes.size(), kItems);
  for (std::size_t i = 0; i < kItems; ++i) {
    if (outcomes[i].has_value()) {
      EXPECT_EQ(starts[i], 1) << "starts of item " << i;
      EXPECT_TRUE(is_right(i, outcomes[i].value())) << i;
    } else {
      ++failed;
      EXPECT_LE(starts[i], 1) << "starts of item " << i;
      expect_blame(cell, outcomes[i].error());
    }
  }
  return failed;
}

std::size_t failures_of_texts(const Cell& cell, Pool& pool, const SharedArray<int>& starts) {
  std::vector<Text> items;
  for (std::size_t i = 0; i < kItems; ++i)
    items.emplace_back(i, static_cast<int>(cell.moment), static_cast<int>(cell.way.special), starts);
  return failures(cell, starts, pool.with({.chunksize = 10}).try_map(work, items),
                  [](std::size_t i, const std::string& text) { return text.size() >= i; });
}

std::size_t failures_of_numbers(const Cell& cell, Pool& pool, const SharedArray<int>& starts) {
  const NumberWork number_work{static_cast<int>(cell.moment), static_cast<int>(cell.way.special), starts};
  std::vector<std::uint16_t> items(kItems);
  std::iota(items.begin(), items.end(), std::uint16_t{0});
  return failures(cell, starts, pool.with({.chunksize = 10}).try_map(number_work, items),
                  [](std::size_t i, double half) { return half == static_cast<double>(i) / 2.0; });
}

class KillMatrix : public testing::TestWithParam<Cell> {};
INSTANTIATE_TEST_SUITE_P(, KillMatrix, testing::ValuesIn(all_cells()),
                         [](const auto& tested) { return name_of(tested.param); });

TEST_P(KillMatrix, NothingSuffersButTheTaskThatTheWorkerWasAt) {
  const Cell& cell = GetParam();
  if (children::kSanitized && cell.way.special == Special::memory_limit)
    GTEST_SKIP() << "a sanitizer's allocator ends the process where there is no memory";
  const std::size_t descriptors = children::open_descriptors();
  const SharedArray<int> starts(kItems);
  {
    const OrderedDeath ordered{cell};
    Pool pool{options_for(cell)};
    const std::size_t failed =
        cell.items == Items::texts ? failures_of_texts(cell, pool, starts) : failures_of_numbers(cell, pool, starts);
    // A task in which a child of the worker answers as well has one answer all the same.
    const bool one_fails = blames_a_task(cell.moment) && cell.way.special != Special::fork_returns_twice;
    EXPECT_EQ(failed, one_fails ? 1U : 0U);
    if (cell.moment == Moment::idle) {
      ordered.give();
      EXPECT_TRUE(children::eventually([&] { return ordered.has_ended_one(); }));
    }
    EXPECT_EQ(pool.apply([](int x) { return 2 * x; }, 4), 8) << "the pool is usable";
    pool.close();
    pool.join();
    if (cell.way.special == Special::none) {
      EXPECT_TRUE(ordered.was_carried_out());
    }
  }
  EXPECT_TRUE(children::children_of(::getpid()).empty());
  EXPECT_EQ(children::open_descriptors(), descriptors + 1) << "the array is there still";
}

}  // namespace
}  // namespace polyproc

int main(int argc, char** argv) {
  polyproc::internal::channel::fault_hook = &polyproc::on_fault_point;
  polyproc::init(argc, argv);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
