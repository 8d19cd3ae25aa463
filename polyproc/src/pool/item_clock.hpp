#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace polyproc::internal::pool {

/// How long a worker has been at the same item, told by looking at it from outside now and then: so a task that takes
/// a microsecond pays nothing for it, and no time is measured that has not passed.
class ItemClock {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  struct Elapsed {
    std::chrono::nanoseconds wall{};
    std::chrono::nanoseconds cpu{};
  };

  /// A look at a worker that is at its item number `item` and has used `cpu` in its life.
  Elapsed look(std::uint64_t item, TimePoint now, std::chrono::nanoseconds cpu) noexcept {
    if (item_ != item) {
      item_ = item;
      since_ = now;
      cpu_since_ = cpu;
    }
    return {now - since_, cpu - cpu_since_};
  }
  /// A look at one that is at nothing.
  void look_away() noexcept { item_.reset(); }

 private:
  std::optional<std::uint64_t> item_;
  TimePoint since_{};
  std::chrono::nanoseconds cpu_since_{};
};

}  // namespace polyproc::internal::pool
