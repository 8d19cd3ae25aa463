#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <typeinfo>
#include <utility>

#include "polyproc/error.hpp"
#include "polyproc/process.hpp"
#include "polyproc/wire/callable.hpp"
#include "polyproc/wire/code_address.hpp"
#include "polyproc/wire/value.hpp"

namespace polyproc {

namespace internal::pool {

/// A user's callable without arguments.
class ActionBody {
 public:
  virtual ~ActionBody() = default;
  /// Runs it, and writes what it returns, if that can be sent: its type, then its value.
  virtual void run(wire::Writer& result) = 0;
  /// Throws std::invalid_argument if it cannot be sent.
  virtual void encode(wire::Writer& writer) const = 0;
};

using MakeAction = std::shared_ptr<ActionBody> (*)(wire::Reader& callable);
template <class F>
std::shared_ptr<ActionBody> make_action(wire::Reader& callable);
[[noreturn]] void throw_action_not_sendable();

template <class F>
class ActionOf final : public ActionBody {
 public:
  explicit ActionOf(F function) : function_(std::move(function)) {}

  void run(wire::Writer& result) override {
    using R = std::decay_t<std::invoke_result_t<F&>>;
    if constexpr (std::is_void_v<R>) {
      function_();
    } else if constexpr (wire::is_sendable<R>) {
      const R value = function_();
      wire::encode<std::string>(result, typeid(R).name());
      wire::encode<R>(result, value);
    } else {
      (void)function_();
    }
  }

  void encode(wire::Writer& writer) const override {
    if constexpr (wire::is_sendable_callable<F>) {
      wire::encode<MakeAction>(writer, &make_action<F>);
      wire::encode_callable<F>(writer, function_);
    } else {
      throw_action_not_sendable();
    }
  }

 private:
  F function_;
};

template <class F>
std::shared_ptr<ActionBody> make_action(wire::Reader& callable) {
  return std::make_shared<ActionOf<F>>(wire::decode_callable<F>(callable));
}

}  // namespace internal::pool

/// Any callable without arguments that can be sent; under StartMethod::fork on one machine any copyable one.
class Action {
 public:
  Action() = default;
  template <std::invocable F>
  Action(F function) : body_{std::make_shared<internal::pool::ActionOf<F>>(std::move(function))} {}

  explicit operator bool() const noexcept { return body_ != nullptr; }
  /// Runs it. What it returns is written to `result`, with its type, if it can be sent.
  void operator()(internal::wire::Writer& result) const { body_->run(result); }

  /// For the library: how it travels. Throws std::invalid_argument if the callable cannot be sent.
  void wire_encode(internal::wire::Writer& writer) const;
  static Action wire_decode(internal::wire::Reader& reader);

 private:
  std::shared_ptr<internal::pool::ActionBody> body_;
};

/// How tasks are run. What is not set comes from the pool's own PoolOptions::task.
struct TaskOptions {
  /// Wall clock that an item may take, from its start in a worker. One that takes longer loses its worker, with all
  /// processes the task has started, and ends with TaskTimeout; never before the limit, and about a sixteenth of it
  /// late (20 ms at most).
  std::optional<Duration> timeout = {};
  /// CPU time that an item may use, all threads of its worker together. Otherwise as timeout.
  std::optional<Duration> cpu_time = {};
  /// Times a task is started again after its worker died or a limit ended it; 0 if not set. Never after an exception.
  std::optional<int> max_retries = {};
  /// Items of a map handed to a worker at a time; chosen by measured time if not set. Never matters to what fails:
  /// every item has its own result or error.
  std::optional<std::size_t> chunksize = {};
  /// Items of imap and imap_unordered that are pulled from the input before their results are taken, and so the number
  /// of results held back; 256 if not set.
  std::optional<std::size_t> buffersize = {};
  /// Seed of the random streams of this call alone (see task_random()): for programs in which several threads submit.
  std::optional<std::uint64_t> seed = {};
  /// Label of a progress bar on standard error while a call runs, if that is a terminal; elsewhere nothing is shown.
  /// Lazy maps have none: how long they are is not known.
  std::optional<std::string> progress = {};

  friend bool operator==(const TaskOptions&, const TaskOptions&) = default;
};

/// What becomes of what tasks print to standard output and standard error.
enum class Output {
  inherit,  ///< it goes where the program's goes, each line whole
  prefix,   ///< the same, by way of the program, each line with the number of its task in front: "[task 3] …"
  capture,  ///< it is not shown; its end is in WorkerDied::output() if the task dies
};

/// How a pool is made.
struct PoolOptions {
  /// Number of workers; 0: cpu_count().
  int processes = 0;
  /// How workers come to be. fork: as copies of the program, which must have no other threads then; they see its data
  /// as it was when the pool was made. spawn: from the program's image, run anew (see polyproc::init), whatever threads
  /// and memory it has; they see what their arguments say, and static objects as their constructors leave them.
  StartMethod start_method = StartMethod::fork;
  /// Insist on fork although other threads run: what their locks guard may be broken in the workers.
  bool fork_with_threads = false;
  /// Tasks after which a worker is replaced by a fresh one, against libraries that leak; 0: never.
  int max_tasks_per_child = 0;
  /// Private memory that a worker may have beyond what it inherited; 0: no limit. operator new over it throws
  /// std::bad_alloc, and a worker that dies of it has WorkerDied::memory_ran_out(). Shared memory does not count.
  std::size_t memory_limit_bytes = 0;
  /// Private memory by which a worker may have grown when it has done a task, before a fresh one replaces it; 0: any.
  std::size_t max_memory_per_child_bytes = 0;
  /// Worker i runs on CPU number i of those that the program may use, counted round.
  bool pin_cpus = false;
  /// Sent to a worker whose task has gone over its time, before SIGKILL: a handler may end the task in order, with a
  /// result or an exception, which then counts. 0: none, SIGKILL at once.
  int timeout_signal = 0;
  /// How long it has for that.
  Duration timeout_grace = std::chrono::seconds{1};
  /// Seed of the tasks' random streams; one is drawn if not set.
  std::optional<std::uint64_t> seed = {};
  Output output = Output::inherit;
  /// Runs in each worker before its first task. Throws or dies: the pool closes with that error.
  Action initializer = {};
  /// Runs in each worker that ends because the pool is done with it. What it returns is in Pool::finalizer_results()
  /// after join().
  Action finalizer = {};
  /// What calls that set nothing themselves use.
  TaskOptions task = {};
};

}  // namespace polyproc
