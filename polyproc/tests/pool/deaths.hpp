#pragma once

#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <ostream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "pool/scene.hpp"

namespace polyproc {

/// Ways for a task to end its worker.
enum class Death {
  sigkill,
  sigsegv,
  sigabrt,
  sigterm,
  sigbus,
  sigfpe,
  stack_overflow,
  exit_now_0,
  exit_now_3,
  exit_3,
  terminate,
  pthread_exit
};

inline constexpr std::array kAllDeaths{Death::sigkill,    Death::sigsegv, Death::sigabrt,        Death::sigterm,
                                       Death::sigbus,     Death::sigfpe,  Death::stack_overflow, Death::exit_now_0,
                                       Death::exit_now_3, Death::exit_3,  Death::terminate,      Death::pthread_exit};

inline std::string name_of(Death death) {
  constexpr std::array<const char*, kAllDeaths.size()> kNames{"SIGKILL",  "SIGSEGV", "SIGABRT",       "SIGTERM",
                                                              "SIGBUS",   "SIGFPE",  "StackOverflow", "ExitNow0",
                                                              "ExitNow3", "Exit3",   "Terminate",     "PthreadExit"};
  return kNames[static_cast<std::size_t>(death)];
}
inline void PrintTo(Death death, std::ostream* out) { *out << name_of(death); }

// Not a loop for the compiler: each call needs what the next one gives.
inline int overflow_stack(int depth) {  // NOLINT(misc-no-recursion): that is the point
  volatile char here[4096];
  here[0] = static_cast<char>(depth);
  if (depth < 0) return here[0];
  return overflow_stack(depth + 1) + here[0];
}

inline void die(Death death) {
  switch (death) {
    case Death::sigkill:
      ::raise(SIGKILL);
      break;
    case Death::sigsegv:
      ::raise(SIGSEGV);
      break;
    case Death::sigabrt:
      std::abort();
    case Death::sigterm:
      ::raise(SIGTERM);
      break;
    case Death::sigbus:
      ::raise(SIGBUS);
      break;
    case Death::sigfpe:
      ::raise(SIGFPE);
      break;
    case Death::stack_overflow:
      (void)overflow_stack(0);
      break;
    case Death::exit_now_0:
      ::_exit(0);
    case Death::exit_now_3:
      ::_exit(3);
    case Death::exit_3:
      std::exit(3);
    case Death::terminate:
      std::terminate();
    case Death::pthread_exit:
      ::pthread_exit(nullptr);
  }
}

/// Whether `exitcode` is what this death makes of a process.
inline bool fits(Death death, int exitcode) {
  switch (death) {
    case Death::sigkill:
      return children::is_death_by(SIGKILL, exitcode);
    case Death::sigsegv:
    case Death::stack_overflow:
      return children::is_death_by(SIGSEGV, exitcode);
    case Death::sigabrt:
    case Death::terminate:
      return children::is_death_by(SIGABRT, exitcode);
    case Death::sigterm:
      return children::is_death_by(SIGTERM, exitcode);
    case Death::sigbus:
      return children::is_death_by(SIGBUS, exitcode);
    case Death::sigfpe:
      return children::is_death_by(SIGFPE, exitcode);
    case Death::exit_now_0:
      return exitcode == 0;
    case Death::exit_now_3:
    case Death::exit_3:
      return exitcode == 3;
    case Death::pthread_exit:
      // ThreadSanitizer's own frames cannot be unwound, so that walking them is another fault.
      return exitcode == 0 || children::is_death_by(SIGABRT, exitcode) ||
             (children::kUnderTsan && exitcode == -SIGSEGV);
  }
  return false;
}

/// Maps over `items` items of which those in `deadly` die, and checks that exactly these fail, and that each item has
/// been started exactly once.
inline void expect_only_the_deadly_to_fail(Pool& pool, SharedArray<std::uint32_t>& starts,
                                           const std::vector<std::size_t>& deadly, Death death) {
  for (auto& count : starts) count = 0;
  std::vector<std::tuple<std::size_t, bool, Death, SharedArray<std::uint32_t>>> items;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    items.emplace_back(i, std::ranges::find(deadly, i) != deadly.end(), death, starts);
  }
  const auto task = [](const std::tuple<std::size_t, bool, Death, SharedArray<std::uint32_t>>& item) {
    const auto& [index, dies, how, counts] = item;
    std::atomic_ref{counts[index]}.fetch_add(1);
    if (dies) die(how);
    return 3 * index;
  };
  auto outcomes = pool.try_map(task, items);
  ASSERT_EQ(outcomes.size(), starts.size());
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    ASSERT_EQ(starts[i], 1U) << "starts of item " << i;
    if (std::ranges::find(deadly, i) == deadly.end()) {
      ASSERT_TRUE(outcomes[i].has_value()) << i;
      ASSERT_EQ(outcomes[i].value(), 3 * i);
    } else {
      ASSERT_FALSE(outcomes[i].has_value()) << i;
      const auto died = caught<WorkerDied>(outcomes[i].error());
      ASSERT_TRUE(died);
      ASSERT_EQ(died->task_index(), i);
      ASSERT_EQ(died->attempts(), 1);
      ASSERT_GT(died->pid(), 1);
      ASSERT_NE(died->pid(), ::getpid());
      ASSERT_TRUE(fits(death, died->exitcode())) << name_of(death) << " gave " << died->exitcode();
      ASSERT_FALSE(died->memory_ran_out());
    }
  }
}

/// 0: chosen by the pool.
inline constexpr std::array<std::size_t, 5> kChunkSizes{1, 7, 64, 1'000, 0};

inline Pool& with_chunks(Pool& pool, std::size_t size) { return size == 0 ? pool : pool.with({.chunksize = size}); }

}  // namespace polyproc
