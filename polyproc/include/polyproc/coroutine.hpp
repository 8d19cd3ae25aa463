#pragma once

#include <coroutine>

#include "polyproc/async_result.hpp"

namespace polyproc {

/// Lets a coroutine wait for a task: `const int x = co_await pool.apply_async(f, 3);`
///
/// The coroutine goes on with the result, or with the task's error thrown, on the pool's callback thread (see
/// AsyncResult::then): one that works long there holds up the callbacks behind it. It goes on at once, on its own
/// thread, if the result is there already.
template <class R>
auto operator co_await(AsyncResult<R> result) {
  struct Awaiter {
    AsyncResult<R> result;

    [[nodiscard]] bool await_ready() const { return result.ready(); }
    void await_suspend(std::coroutine_handle<> coroutine) {
      internal::pool::when_done(*call_of(result), [coroutine] { coroutine.resume(); });
    }
    R await_resume() { return result.get(); }
  };
  return Awaiter{std::move(result)};
}

}  // namespace polyproc
