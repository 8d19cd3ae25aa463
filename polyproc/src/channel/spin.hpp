#pragma once

#include <chrono>

#include "os/thread.hpp"

namespace polyproc::internal::channel {

/// How long to look before sleeping. Measured: 20 us keeps two workers on two cores at 1.96 times one on 1 ms tasks,
/// while ten times as long costs the other side its core. A time and not a count, because a pause takes 4 to 140
/// cycles.
inline constexpr std::chrono::microseconds kSpinTime{20};

/// Looks until `ready()` or until the time is up; false in the latter case.
template <class Ready>
bool spin_until(Ready ready, std::chrono::nanoseconds budget = kSpinTime) {
  const auto end = std::chrono::steady_clock::now() + budget;
  for (;;) {
    for (int i = 0; i < 32; ++i) {
      if (ready()) return true;
      os::pause();
    }
    if (std::chrono::steady_clock::now() >= end) return false;
  }
}

}  // namespace polyproc::internal::channel
