#pragma once

#include <chrono>

namespace bench {

/// Seconds since it was made.
class Stopwatch {
 public:
  [[nodiscard]] double seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

/// Seconds that a call takes.
template <class F>
double seconds_of(F function) {
  const Stopwatch watch;
  function();
  return watch.seconds();
}

}  // namespace bench
