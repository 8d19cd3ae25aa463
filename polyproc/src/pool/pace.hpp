#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace polyproc::internal::pool {

/// How long an item takes at present, as a moving average over the workers' answers, and what follows for handing out
/// work.
class Pace {
 public:
  /// A worker has answered `items` items in `time`.
  void add(std::size_t items, std::chrono::nanoseconds time) noexcept {
    const double per_item = static_cast<double>(time.count()) / static_cast<double>(items);
    // An answer about many items says more than one about a single item.
    const double weight = std::min(0.5, 0.125 * static_cast<double>(items));
    nanoseconds_ += (per_item - nanoseconds_) * weight;
  }
  /// Items that make up about `time` of work; at least one.
  [[nodiscard]] std::size_t items_in(std::chrono::nanoseconds time) const noexcept {
    return static_cast<std::size_t>(
        std::clamp(static_cast<double>(time.count()) / std::max(nanoseconds_, 1.0), 1.0, 1e6));
  }
  [[nodiscard]] std::chrono::nanoseconds per_item() const noexcept {
    return std::chrono::nanoseconds{static_cast<std::int64_t>(nanoseconds_)};
  }

 private:
  double nanoseconds_ = 50'000;  // before anything is known: a guess that hands out one item at a time
};

}  // namespace polyproc::internal::pool
