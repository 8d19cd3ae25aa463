#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <ranges>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <vector>

#include "polyproc/async_result.hpp"
#include "polyproc/broadcast.hpp"
#include "polyproc/outcome.hpp"
#include "polyproc/pool/submission.hpp"
#include "polyproc/pool_options.hpp"
#include "polyproc/result_range.hpp"
#include "polyproc/task_error.hpp"
#include "polyproc/wire/saved_reader.hpp"

namespace polyproc {

/// What map and starmap give for each item, and for all.
using internal::pool::item_result;
using internal::pool::results;
using internal::pool::tuple_result;

/// Worker processes that run functions for this program.
///
///     polyproc::Pool pool;                                   // one worker per CPU
///     std::vector<int> cubes = pool.map(cube, std::views::iota(1, 7));
///
/// A task that crashes costs its worker and gives an error (WorkerDied) in the caller; every other task goes on, and a
/// new worker takes the place. Functions, arguments and results are sent by value: what can travel is said in the wire
/// headers, and whatever cannot is a compile error that says what to do instead. Results come in the order of the
/// arguments.
///
/// A task costs about a microsecond, a pool about a millisecond. Workers are forked from a copy of the program made
/// when the pool is made: they see its data as it was then. Making a pool while other threads run throws
/// std::logic_error, unless PoolOptions::fork_with_threads.
///
/// Any thread may use a pool. In a forked child a pool is inert: using it throws std::logic_error, destroying it does
/// nothing.
class Pool {
 public:
  /// `processes` workers; 0: cpu_count(). Throws std::invalid_argument if negative.
  explicit Pool(int processes = 0);
  /// Throws std::invalid_argument for an option that makes no sense, and std::logic_error for one that is not available
  /// yet, or if other threads run and `fork_with_threads` is not set; SystemError if the system refuses. An initializer
  /// that fails is told by the first call.
  explicit Pool(PoolOptions options);
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  /// close() and join(); terminate() and join() if an exception is on its way through here.
  ~Pool();

  /// Runs function(arguments...) in a worker and returns its result; throws its error: the exception that the function
  /// threw (see RemoteException), WorkerDied, TaskTimeout, or Cancelled if the pool is terminated meanwhile.
  ///
  /// This and all that follow throw PoolClosed if the pool is closed, terminated or cannot run any more (or what its
  /// initializer threw), std::logic_error in a forked child, and SystemError if the system has no memory or descriptors
  /// left. Then no task has been started.
  template <class F, class... A>
  internal::pool::applied_result<F, A...> apply(F function, A&&... arguments) {
    return internal::pool::finish(
        internal::pool::start_single(core_, options(Then::wait), std::move(function), std::forward<A>(arguments)...));
  }
  /// Starts function(arguments...) and returns at once.
  template <class F, class... A>
  AsyncResult<internal::pool::applied_result<F, A...>> apply_async(F function, A&&... arguments) {
    return AsyncResult<internal::pool::applied_result<F, A...>>{
        internal::pool::start_single(core_, options(Then::go_on), std::move(function), std::forward<A>(arguments)...)};
  }

  /// function(x) for each x of a range, results in order. Every item is run; then the error of the failed item with the
  /// lowest index is thrown, if there is one. A function that returns nothing makes map return nothing.
  template <class F, std::ranges::input_range X>
  typename internal::pool::results<internal::pool::item_result<F, X>>::type map(F function, X&& items) {
    return internal::pool::finish(internal::pool::start_map<internal::pool::OneArgument>(
        core_, options(Then::wait), std::move(function), std::forward<X>(items)));
  }
  /// Same, with a value or an error for each item.
  template <class F, std::ranges::input_range X>
  std::vector<Outcome<internal::pool::item_result<F, X>>> try_map(F function, X&& items) {
    return internal::pool::finish_outcomes(internal::pool::start_map<internal::pool::OneArgument>(
        core_, options(Then::wait), std::move(function), std::forward<X>(items)));
  }
  /// Starts what map does and returns at once: the range has been read, and may go. The result is the vector that map
  /// returns.
  template <class F, std::ranges::input_range X>
  AsyncResult<typename internal::pool::results<internal::pool::item_result<F, X>>::type> map_async(F function,
                                                                                                   X&& items) {
    return AsyncResult<typename internal::pool::results<internal::pool::item_result<F, X>>::type>{
        internal::pool::start_map<internal::pool::OneArgument>(core_, options(Then::go_on), std::move(function),
                                                               std::forward<X>(items))};
  }

  /// function(a, b, …) for each tuple (a, b, …) of a range.
  template <class F, std::ranges::input_range X>
  typename internal::pool::results<internal::pool::tuple_result<F, X>>::type starmap(F function, X&& items) {
    return internal::pool::finish(internal::pool::start_map<internal::pool::TupleOfArguments>(
        core_, options(Then::wait), std::move(function), std::forward<X>(items)));
  }
  /// Starts what starmap does and returns at once, as map_async.
  template <class F, std::ranges::input_range X>
  AsyncResult<typename internal::pool::results<internal::pool::tuple_result<F, X>>::type> starmap_async(F function,
                                                                                                        X&& items) {
    return AsyncResult<typename internal::pool::results<internal::pool::tuple_result<F, X>>::type>{
        internal::pool::start_map<internal::pool::TupleOfArguments>(core_, options(Then::go_on), std::move(function),
                                                                    std::forward<X>(items))};
  }

  /// function(x) for each x of a range that may be endless: results come one after the other, in order, while input is
  /// pulled as they are taken (see ResultRange). An lvalue range is borrowed as long as the results are.
  template <class F, std::ranges::input_range X>
  ResultRange<item_result<F, X>> imap(F function, X&& items) {
    return ResultRange<item_result<F, X>>{internal::pool::make_lazy_map(
        core_, options(Then::go_on), internal::pool::Order::of_input, std::move(function), std::forward<X>(items))};
  }
  /// Same, with results in the order in which they are done.
  template <class F, std::ranges::input_range X>
  ResultRange<item_result<F, X>> imap_unordered(F function, X&& items) {
    return ResultRange<item_result<F, X>>{internal::pool::make_lazy_map(core_, options(Then::go_on),
                                                                        internal::pool::Order::of_completion,
                                                                        std::move(function), std::forward<X>(items))};
  }

  /// The same pool with other options: `pool.with({.max_retries = 2}).map(f, xs)`. What is not set stays as it is. The
  /// reference lives as long as the pool.
  Pool& with(TaskOptions options);

  /// A value that many tasks read, as a handle: sent once per worker, and decoded once in each.
  template <class T>
  [[nodiscard]] Broadcast<T> broadcast(T value) {
    return Broadcast<T>{std::move(value)};
  }
  /// Changes the number of workers; 0: as many as CPUs. New ones start at once; surplus ones end when they have done
  /// what they have. Throws std::invalid_argument if negative, PoolClosed.
  void resize(int processes);
  /// A descriptor for event loops: it becomes readable when results have come, and stays so until eight bytes are read
  /// from it. Results come also while no thread waits. It belongs to the pool. Throws SystemError.
  [[nodiscard]] int notify_fd();

  /// No more tasks are taken; those given go on.
  void close();
  /// Waits until every task has ended, every callback given to AsyncResult::then has run, and every worker is gone.
  /// Throws std::logic_error unless closed or terminated.
  void join();
  /// Ends every worker now; tasks that have no result end with Cancelled.
  void terminate();

  /// What PoolOptions::finalizer returned, once for each worker that ended in order; complete after join(). Throws
  /// std::logic_error if it returns something else than an R.
  template <class R>
  [[nodiscard]] std::vector<R> finalizer_results() const;

  /// Number of workers.
  [[nodiscard]] int processes() const noexcept;
  /// Seed of the tasks' random streams: PoolOptions::seed, or one that was drawn.
  [[nodiscard]] std::uint64_t seed() const noexcept;

 private:
  struct Views;
  Pool(std::shared_ptr<internal::pool::Core> core, TaskOptions task, Views* views);
  enum class Then { wait, go_on };
  [[nodiscard]] internal::pool::CallOptions options(Then then) const;

  std::shared_ptr<internal::pool::Core> core_;
  TaskOptions task_;
  std::shared_ptr<Views> views_;   // those made by with(); null in a view
  Views* shared_views_ = nullptr;  // of a view: where it stands itself
  bool owner_ = true;              // false: a view
  int exceptions_at_birth_ = 0;
};

template <class R>
std::vector<R> Pool::finalizer_results() const {
  std::vector<R> results;
  for (const auto& kept : internal::pool::finalizer_results(*core_)) {
    internal::wire::SavedReader source{kept.bytes, kept.objects};
    if (internal::wire::decode<std::string>(source.reader()) != typeid(R).name())
      throw std::logic_error{"Pool::finalizer_results: the finalizer returns another type"};
    results.push_back(internal::wire::decode<R>(source.reader()));
  }
  return results;
}

/// In a worker: which one of its pool's it is.
struct CurrentWorker {
  /// 0 to processes-1; a replacement has the number of the one it replaces. -1 outside a worker.
  [[nodiscard]] int index() const;
};
const CurrentWorker& current_worker();

}  // namespace polyproc
