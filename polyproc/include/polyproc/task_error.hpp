#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "polyproc/error.hpp"

namespace polyproc {

namespace internal::trace {
class Backtrace;
}

/// Base of what goes wrong with one task: which it was, and how often it had been tried.
struct TaskFailed : Error {
  using Error::Error;
  TaskFailed(const std::string& what, std::size_t task_index, int attempts,
             std::shared_ptr<const internal::trace::Backtrace> backtrace = {})
      : Error{what}, task_index_{task_index}, attempts_{attempts}, backtrace_{std::move(backtrace)} {}

  /// Position in the call: the item of a map, 0 for apply.
  [[nodiscard]] std::size_t task_index() const noexcept { return task_index_; }
  /// How often the task was started, this time included.
  [[nodiscard]] int attempts() const noexcept { return attempts_; }
  /// Where it happened, for people to read: one line per function, innermost first. Empty if that is not known, as
  /// after SIGKILL. Made when it is first asked for, which may take a second for a large program.
  [[nodiscard]] const std::string& backtrace() const;

 private:
  std::size_t task_index_ = 0;
  int attempts_ = 0;
  std::shared_ptr<const internal::trace::Backtrace> backtrace_;
};

/// A task threw. A standard exception arrives as its own type with a RemoteException nested in it
/// (std::rethrow_if_nested); one of any other type arrives as RemoteException itself.
struct RemoteException : TaskFailed {
  using TaskFailed::TaskFailed;
  RemoteException(std::string type_name, const std::string& message, std::size_t task_index, int attempts,
                  std::shared_ptr<const internal::trace::Backtrace> backtrace = {});

  /// The type that was thrown, as written in C++, e.g. "shop::OutOfStock".
  [[nodiscard]] const std::string& type_name() const noexcept { return type_name_; }

 private:
  std::string type_name_;
};

/// A worker ended before the task had a result: a signal, _exit (with whatever code), std::exit, std::terminate.
struct WorkerDied : TaskFailed {
  /// How the worker ended.
  struct Report {
    int exitcode = 0;
    int pid = 0;
    std::size_t peak_memory_bytes = 0;
    bool memory_ran_out = false;
    std::string output = {};
    std::string cause = {};  ///< more than the exit code tells, e.g. that the nursery died
    std::shared_ptr<const internal::trace::Backtrace> backtrace = {};
  };

  using TaskFailed::TaskFailed;
  WorkerDied(Report report, std::size_t task_index, int attempts);

  /// n for exit(n), -s when signal s ended it.
  [[nodiscard]] int exitcode() const noexcept { return report_.exitcode; }
  [[nodiscard]] int pid() const noexcept { return report_.pid; }
  /// The end of what the task had printed, at most 4096 bytes of each stream: standard output, then standard error.
  /// Empty unless PoolOptions::output is prefix or capture.
  [[nodiscard]] const std::string& output() const noexcept { return report_.output; }
  /// Largest resident set of the worker in its life.
  [[nodiscard]] std::size_t peak_memory_bytes() const noexcept { return report_.peak_memory_bytes; }
  /// Whether it ended for want of memory: over PoolOptions::memory_limit_bytes, refused memory and killed by what came
  /// of that, or killed by the system because its control group was full.
  [[nodiscard]] bool memory_ran_out() const noexcept { return report_.memory_ran_out; }

 private:
  Report report_;
};

/// A task ran into one of its limits and its worker was ended.
struct TaskTimeout : TaskFailed {
  enum class Kind { wall, cpu };

  using TaskFailed::TaskFailed;
  TaskTimeout(Kind kind, Duration limit, std::size_t task_index, int attempts);

  /// Which of the two limits it was: TaskOptions::timeout or TaskOptions::cpu_time.
  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] Duration limit() const noexcept { return limit_; }

 private:
  Kind kind_ = Kind::wall;
  Duration limit_{};
};

}  // namespace polyproc
