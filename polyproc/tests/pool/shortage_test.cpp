// What a pool does where the system has no process, memory or descriptor left.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <ranges>
#include <string>
#include <thread>
#include <vector>

#include "children/descriptor_limit.hpp"
#include "children/in_child.hpp"
#include "children/memory_group.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMebibyte = std::size_t{1} << 20U;

int twice(int x) { return 2 * x; }
int die_at_zero(int x) {
  if (x == 0) die_by(SIGKILL);
  return 2 * x;
}

// The only child of this process is the nursery.
pid_t nursery() { return children::children_of(::getpid()).at(0); }

// Root may have as many processes as it likes; so this process becomes a user of its own, if it may.
bool become_user_with_limits() {
  return ::setuid(54'321) == 0 && ::prctl(PR_SET_DUMPABLE, 1) == 0;  // else /proc/self would still be root's
}

// While it lives, another process of this user cannot fork.
class NoForks {
 public:
  explicit NoForks(pid_t pid) : pid_{pid} {
    ::prlimit(pid_, RLIMIT_NPROC, nullptr, &before_);
    const rlimit none{.rlim_cur = 0, .rlim_max = before_.rlim_max};
    ::prlimit(pid_, RLIMIT_NPROC, &none, nullptr);
  }
  NoForks(const NoForks&) = delete;
  NoForks& operator=(const NoForks&) = delete;
  ~NoForks() { ::prlimit(pid_, RLIMIT_NPROC, &before_, nullptr); }

 private:
  pid_t pid_;
  rlimit before_{};
};

bool fails_to_start_a_worker(Pool& pool) {
  try {
    pool.apply(twice, 4);
    return false;
  } catch (const SystemError& error) {
    return error.errnum() == EAGAIN;
  }
}

// What `body` makes of a pool that works, in a process whose forks can be forbidden.
template <class Body>
int with_pool_of_limited_user(Body body) {
  return children::in_child([&] {
    if (!become_user_with_limits()) return 2;
    Pool pool{2};
    return pool.apply(twice, 4) == 8 ? body(pool) : 3;
  });
}

TEST(ForkThatFails, ForEveryWorkerIsTheErrorOfWhoWaitsUntilItWorksAgain) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root, to become a user of its own";
  EXPECT_EQ(with_pool_of_limited_user([](Pool& pool) {
              {
                const NoForks none{nursery()};
                const auto results = pool.try_map([](int) -> int { ::_exit(1); }, std::views::iota(0, 2));
                if (results[0].has_value() || results[1].has_value()) return 4;
                if (!fails_to_start_a_worker(pool)) return 5;
              }
              return pool.apply(twice, 4) == 8 ? 0 : 6;
            }),
            0);
}

TEST(ForkThatFails, ForOneWorkerLeavesItsWorkToTheOther) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root, to become a user of its own";
  EXPECT_EQ(with_pool_of_limited_user([](Pool& pool) {
              const NoForks none{nursery()};
              const auto results = pool.try_map(die_at_zero, std::views::iota(0, 1000));
              return std::ranges::count_if(results, [](const auto& result) { return result.has_value(); }) == 999 ? 0
                                                                                                                  : 4;
            }),
            0);
}

TEST(ShortageOfDescriptors, AWorkerThatCannotBeWatchedIsMadeAnewAndThePoolGoesOn) {
  if constexpr (children::kUnderAsan)
    GTEST_SKIP() << "UndefinedBehaviorSanitizer needs a descriptor to look at an object";
  Pool pool{1};
  const int first = pool.apply(::getpid);
  const pid_t its_nursery = nursery();
  ::kill(its_nursery, SIGSTOP);
  pool.resize(2);
  {
    const children::DescriptorLimit none{3};
    ::kill(its_nursery, SIGCONT);
    std::this_thread::sleep_for(300ms);  // the new one comes, cannot be known by a descriptor, and is killed
  }
  const auto pid_of = [](int) {
    std::this_thread::sleep_for(1ms);
    return static_cast<int>(::getpid());
  };
  EXPECT_TRUE(children::eventually([&] {
    auto pids = pool.map(pid_of, std::views::iota(0, 20));
    return std::ranges::find(pids, first) != pids.end() && std::ranges::any_of(pids, [&](int p) { return p != first; });
  })) << "two workers, one of them the first, which nobody had a reason to end";
  EXPECT_EQ(nursery(), its_nursery);
}

// The thread that waits has nothing it could do, and must let others do what they can.
TEST(ShortageOfDescriptors, ADeathIsNoticedWhileNothingCanBeSent) {
  if constexpr (children::kSanitized) GTEST_SKIP() << "sanitizers end a process in which they get no descriptor";
  const Tally pid;
  Pool pool{2};
  EXPECT_EQ(pool.map(twice, std::vector{1, 2}), (std::vector{2, 4}));
  auto busy = pool.apply_async([tell = pid.get()] {
    add_to(tell, ::getpid());
    ::pause();
  });
  ASSERT_TRUE(reaches(pid.get(), 1));
  std::thread killer{[&pid] {
    std::this_thread::sleep_for(200ms);
    ::kill(value_of(pid.get()), SIGKILL);
  }};
  const std::vector<std::string> large(300, std::string(100'000, 'b'));
  {
    const children::DescriptorLimit none{3};
    for (auto& outcome : pool.try_map([](const std::string& text) { return text.size(); }, large))
      EXPECT_TRUE(caught<SystemError>(outcome.error())) << "it could not be sent";
  }
  killer.join();
  EXPECT_THROW(busy.get(), WorkerDied);
  EXPECT_EQ(pool.apply(twice, 4), 8);
}

// Runs `body` in a process that is alone in a memory group.
template <class Body>
int in_memory_group(std::size_t limit_bytes, Body body) {
  const children::MemoryGroup group{limit_bytes};
  if (!group.usable()) return -1000;
  return children::in_child([&] { return group.enter() ? body() : 2; });
}

#define SKIP_IF_NO_GROUP(code) \
  if ((code) == -1000) GTEST_SKIP() << "no memory control group can be made here"

int fill_memory_at_seven(int x) {
  std::vector<std::vector<char>> filled;
  while (x == 7) filled.emplace_back(kMebibyte, 'x');
  return 2 * x;
}

TEST(FullMemoryGroup, EndsTheTaskThatFillsItWhichSaysSoAndNoOther) {
  if constexpr (children::kSanitized) GTEST_SKIP() << "sanitizers need memory of their own";
  const int code = in_memory_group(64 * kMebibyte, [] {
    Pool pool{2};
    auto results = pool.try_map(fill_memory_at_seven, std::views::iota(0, 50));
    for (std::size_t i = 0; i < 50; ++i) {
      if (i != 7 && (!results[i].has_value() || results[i].value() != 2 * static_cast<int>(i))) return 3;
    }
    const auto death = caught<WorkerDied>(results[7].error());
    if (!death || !death->memory_ran_out()) return 4;
    return pool.apply(twice, 4) == 8 ? 0 : 5;
  });
  SKIP_IF_NO_GROUP(code);
  EXPECT_EQ(code, 0);
}

TEST(FullMemoryGroup, MakesASharedArrayAnErrorAndNoDeath) {
  if constexpr (children::kSanitized) GTEST_SKIP() << "sanitizers need memory of their own";
  const int code = in_memory_group(64 * kMebibyte, [] {
    const auto allocate = [](std::size_t bytes) { return SharedArray<char>{bytes}.size(); };
    Pool pool{1};
    try {
      allocate(100 * kMebibyte);
      return 3;
    } catch (const Error&) {
    }
    try {
      pool.apply(allocate, 100 * kMebibyte);
      return 4;
    } catch (const Error& error) {
      if (dynamic_cast<const WorkerDied*>(&error) != nullptr) return 5;
    }
    return pool.apply(allocate, kMebibyte) == kMebibyte ? 0 : 6;
  });
  SKIP_IF_NO_GROUP(code);
  EXPECT_EQ(code, 0);
}

TEST(FullMemoryGroup, MakesAResultThatHasNoRoomTheErrorOfItsItem) {
  if constexpr (children::kSanitized) GTEST_SKIP() << "sanitizers need memory of their own";
  const int code = in_memory_group(64 * kMebibyte, [] {
    Pool pool{2};
    const auto large_at_three = [](int x) { return std::string(x == 3 ? 40 * kMebibyte : std::size_t{10}, 'x'); };
    auto results = pool.try_map(large_at_three, std::views::iota(0, 20));
    for (std::size_t i = 0; i < 20; ++i) {
      if (i != 3 && (!results[i].has_value() || results[i].value().size() != 10)) return 3;
    }
    if (results[3].has_value()) return 4;
    return pool.apply(twice, 4) == 8 ? 0 : 5;
  });
  SKIP_IF_NO_GROUP(code);
  EXPECT_EQ(code, 0);
}

}  // namespace
}  // namespace polyproc
