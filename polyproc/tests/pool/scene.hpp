#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "children/processes.hpp"
#include "children/sanitizers.hpp"
#include "polyproc/pool.hpp"
#include "polyproc/shared_array.hpp"

namespace polyproc {

/// The E inside an error; a test failure and empty if it is something else.
template <class E>
std::optional<E> caught(const std::exception_ptr& error) {
  try {
    if (error) std::rethrow_exception(error);
    ADD_FAILURE() << "no error at all";
  } catch (const E& expected) {
    return expected;
  } catch (const std::exception& other) {
    ADD_FAILURE() << "another error: " << other.what();
  } catch (...) {
    ADD_FAILURE() << "an error of another kind";
  }
  return std::nullopt;
}

/// The E that `body` throws.
template <class E, class Body>
std::optional<E> thrown_by(Body body) {
  std::exception_ptr error;
  try {
    body();
  } catch (...) {
    error = std::current_exception();
  }
  return caught<E>(error);
}

/// Ends the worker without any last word.
inline void die_by(int signal) {
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

/// A number that all processes see. Made before a pool, so that tasks can have a pointer to it.
class Tally {
 public:
  [[nodiscard]] int* get() const { return array_.data(); }

 private:
  SharedArray<int> array_{1};
};

inline int add_to(int* tally, int n = 1) { return std::atomic_ref{*tally}.fetch_add(n) + n; }
inline int value_of(int* tally) { return std::atomic_ref{*tally}.load(); }
/// Waits until the number is at least n; false if it does not get there.
inline bool reaches(int* tally, int n) {
  return children::eventually([&] { return value_of(tally) >= n; });
}

}  // namespace polyproc
