#include "os/deadline.hpp"

#include <algorithm>

namespace polyproc::internal::os {

using namespace std::chrono_literals;

std::optional<Deadline> deadline_after(std::chrono::nanoseconds timeout) noexcept {
  const Deadline now = std::chrono::steady_clock::now();
  if (timeout > Deadline::max() - now) return std::nullopt;
  return now + std::max(timeout, 0ns);
}

std::chrono::milliseconds time_left(Deadline deadline) noexcept {
  return std::max(std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()), 0ms);
}

timespec to_timespec(Deadline deadline) noexcept {
  const auto since_epoch = std::chrono::duration_cast<std::chrono::nanoseconds>(deadline.time_since_epoch()).count();
  return {.tv_sec = since_epoch / 1'000'000'000, .tv_nsec = since_epoch % 1'000'000'000};
}

}  // namespace polyproc::internal::os
