#include "polyproc/async_result.hpp"

#include <iostream>
#include <string>

#include "os/deadline.hpp"

namespace polyproc::internal::pool {

void throw_get_timeout(Duration timeout) {
  throw Timeout{"no result within " +
                std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(timeout).count()) +
                " ms; the task goes on"};
}

void throw_not_ready() { throw std::logic_error{"AsyncResult::successful: the task has not ended; see ready()"}; }

void throw_no_task() { throw std::logic_error{"AsyncResult: it stands for no task, or was moved from"}; }

void throw_result_taken() {
  throw std::logic_error{"AsyncResult::get: the result cannot be copied and has been taken"};
}

void report_callback_error() noexcept {
  try {
    throw;
  } catch (const std::exception& error) {
    std::cerr << "polyproc: a callback of AsyncResult::then threw: " << error.what() << '\n';
  } catch (...) {
    std::cerr << "polyproc: a callback of AsyncResult::then threw something that is no std::exception\n";
  }
}

std::optional<std::chrono::steady_clock::time_point> deadline_after(Duration timeout) noexcept {
  return os::deadline_after(timeout);
}

}  // namespace polyproc::internal::pool
