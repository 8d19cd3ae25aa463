#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "polyproc/error.hpp"
#include "polyproc/process.hpp"

namespace polyproc {

/// Any callable without arguments that can be sent; under StartMethod::fork on one machine any copyable one.
class Action {
 public:
  Action() = default;
  template <std::invocable F>
  Action(F function) : run_(std::move(function)) {}

  explicit operator bool() const noexcept { return static_cast<bool>(run_); }
  void operator()() const { run_(); }

 private:
  std::function<void()> run_;
};

/// How tasks are run. What is not set comes from the pool's own PoolOptions::task.
struct TaskOptions {
  /// Wall clock per item. Not available yet: setting it throws std::logic_error.
  std::optional<Duration> timeout = {};
  /// CPU time per item. Not available yet: setting it throws std::logic_error.
  std::optional<Duration> cpu_time = {};
  /// Times a task is started again after its worker died; 0 if not set. Never after an exception.
  std::optional<int> max_retries = {};
  /// Items of a map handed to a worker at a time; chosen by measured time if not set. Never matters to what fails:
  /// every item has its own result or error.
  std::optional<std::size_t> chunksize = {};
  std::optional<std::size_t> buffersize = {};
  /// Seed of the random streams of tasks. Not available yet: setting it throws std::logic_error.
  std::optional<std::uint64_t> seed = {};
  /// Label of a progress bar. Not available yet: setting it throws std::logic_error.
  std::optional<std::string> progress = {};

  friend bool operator==(const TaskOptions&, const TaskOptions&) = default;
};

/// How a pool is made.
struct PoolOptions {
  /// Number of workers; 0: cpu_count().
  int processes = 0;
  /// Only fork is available yet; spawn throws std::logic_error.
  StartMethod start_method = StartMethod::fork;
  /// Insist on fork although other threads run: what their locks guard may be broken in the workers.
  bool fork_with_threads = false;
  /// Tasks after which a worker is replaced by a fresh one. Not available yet: setting it throws std::logic_error.
  int max_tasks_per_child = 0;
  /// Memory per worker, beyond what it inherited. Not available yet: setting it throws std::logic_error.
  std::size_t memory_limit_bytes = 0;
  /// Not available yet: setting it throws std::logic_error.
  bool pin_cpus = false;
  /// Not available yet: setting it throws std::logic_error.
  std::optional<std::uint64_t> seed = {};
  /// Runs in each worker before its first task. Throws or dies: the pool closes with that error.
  Action initializer = {};
  /// Runs in each worker that ends because the pool is done with it.
  Action finalizer = {};
  /// What calls that set nothing themselves use.
  TaskOptions task = {};
};

}  // namespace polyproc
