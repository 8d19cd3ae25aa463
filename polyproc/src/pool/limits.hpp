#pragma once

#include <algorithm>
#include <chrono>

#include "polyproc/error.hpp"
#include "polyproc/pool/call.hpp"
#include "polyproc/task_error.hpp"

namespace polyproc::internal::pool {

/// Why a worker was ended by the pool itself.
struct Overrun {
  enum class What { time, cpu_time, memory };
  What what = What::time;
  Duration limit{};
};

/// Whether an item may take only so long.
[[nodiscard]] inline bool is_limited(const CallOptions& options) noexcept {
  return options.timeout || options.cpu_time;
}

/// How often workers are looked at where the shortest limit is `limit`: often enough to be late by a small part of it.
[[nodiscard]] constexpr std::chrono::milliseconds look_interval(Duration limit) noexcept {
  using std::chrono::milliseconds;
  return std::clamp(std::chrono::duration_cast<milliseconds>(limit / 16), milliseconds{1}, milliseconds{20});
}

}  // namespace polyproc::internal::pool
