#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#include "polyproc/pool/typed_call.hpp"

namespace polyproc {

namespace internal::pool {

[[noreturn]] void throw_get_timeout(Duration timeout);
[[noreturn]] void throw_not_ready();
[[noreturn]] void throw_no_task();
/// Reports an exception that a callback has thrown: there is nobody to throw it to.
void report_callback_error() noexcept;
/// The point in time that lies `timeout` ahead; empty, which means never, if the clock cannot count so far.
[[nodiscard]] std::optional<std::chrono::steady_clock::time_point> deadline_after(Duration timeout) noexcept;

/// What AsyncResult<V> and AsyncResult<void> have in common.
template <class V>
class AsyncResultBase {
 public:
  using value_type = V;

  AsyncResultBase() = default;
  explicit AsyncResultBase(std::shared_ptr<TypedCall<V>> call) : call_{std::move(call)} {}

  /// Waits for the result and returns it; throws the error of the task (of a map: of the failed item with the lowest
  /// index). May be called again; the second call throws std::logic_error if V cannot be copied.
  V get() {
    wait(call());
    return call().result();
  }
  /// Same, but throws Timeout if there is no result in time. The task goes on.
  V get_for(Duration timeout) {
    if (!wait_for(timeout)) throw_get_timeout(timeout);
    return call().result();
  }
  /// Whether the task ends within `timeout`.
  bool wait_for(Duration timeout) const { return wait(call(), deadline_after(timeout)); }
  /// Whether the task has ended. A look, never a wait.
  [[nodiscard]] bool ready() const {
    return call().done() || wait(call(), std::chrono::steady_clock::time_point::min());
  }
  /// Whether it ended without an error. Throws std::logic_error unless ready.
  [[nodiscard]] bool successful() const {
    if (!ready()) throw_not_ready();
    return call().first_error() == nullptr;
  }
  /// Ends the task with Cancelled: one that has not started never will, a running one loses its worker. False if it had
  /// ended.
  bool cancel() { return internal::pool::cancel(call()); }

 protected:
  friend std::shared_ptr<Call> call_of(const AsyncResultBase& result) {
    (void)result.call();
    return result.call_;
  }

  /// The call; throws std::logic_error if there is none.
  [[nodiscard]] TypedCall<V>& call() const {
    if (!call_) throw_no_task();
    return *call_;
  }
  std::shared_ptr<TypedCall<V>> call_;
};

}  // namespace internal::pool

/// The result of a task that may still run. Copies share it. It may outlive its pool. Any thread. One that was made
/// from nothing, or moved from, stands for no task: using it throws std::logic_error.
template <class R>
class AsyncResult : public internal::pool::AsyncResultBase<R> {
 public:
  using internal::pool::AsyncResultBase<R>::AsyncResultBase;

  /// Calls one of the two when the task has ended, on the pool's callback thread: never on one that moves results. What
  /// a callback throws is reported on standard error.
  void then(std::function<void(R)> on_value, std::function<void(std::exception_ptr)> on_error = {}) {
    internal::pool::when_done(this->call(),
                              [call = this->call_, on_value = std::move(on_value), on_error = std::move(on_error)] {
                                try {
                                  if (auto error = call->first_error()) {
                                    if (on_error) on_error(std::move(error));
                                  } else if (on_value) {
                                    on_value(call->result());
                                  }
                                } catch (...) {
                                  internal::pool::report_callback_error();
                                }
                              });
  }
};

template <>
class AsyncResult<void> : public internal::pool::AsyncResultBase<void> {
 public:
  using AsyncResultBase::AsyncResultBase;

  void then(std::function<void()> on_value, std::function<void(std::exception_ptr)> on_error = {}) {
    internal::pool::when_done(call(), [call = call_, on_value = std::move(on_value), on_error = std::move(on_error)] {
      try {
        if (auto error = call->first_error()) {
          if (on_error) on_error(std::move(error));
        } else if (on_value) {
          on_value();
        }
      } catch (...) {
        internal::pool::report_callback_error();
      }
    });
  }
};

}  // namespace polyproc
