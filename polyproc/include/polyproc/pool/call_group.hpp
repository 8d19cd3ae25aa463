#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

namespace polyproc::internal::pool {

class Call;

/// Calls, also of several pools, of which somebody wants to know in which order they end. Any thread.
class CallGroup {
 public:
  using Deadline = std::optional<std::chrono::steady_clock::time_point>;

  /// A call has ended, which the group knows as number `tag`.
  void add_ended(std::size_t tag) {
    const std::lock_guard lock{mutex_};
    ended_.push_back(tag);
    changed_.notify_all();
  }
  /// The next that has ended and was not taken yet.
  std::optional<std::size_t> take_ended() {
    const std::lock_guard lock{mutex_};
    if (ended_.empty()) return std::nullopt;
    const std::size_t tag = ended_.front();
    ended_.pop_front();
    return tag;
  }
  [[nodiscard]] bool any_ended() const {
    const std::lock_guard lock{mutex_};
    return !ended_.empty();
  }
  /// Waits without moving results: somebody else does.
  bool wait(Deadline deadline) {
    std::unique_lock lock{mutex_};
    const auto any = [this] { return !ended_.empty(); };
    if (deadline) return changed_.wait_until(lock, *deadline, any);
    changed_.wait(lock, any);
    return true;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::size_t> ended_;
};

/// Lets the group know of this call under that number, at once if it has ended already.
void add_to_group(Call& call, const std::shared_ptr<CallGroup>& group, std::size_t tag);
/// Waits until some call of the group has ended; false if the deadline passed first. `call` is any one of them: the
/// results of its pool are moved meanwhile.
bool wait_for_any(Call& call, CallGroup& group, CallGroup::Deadline deadline = std::nullopt);

}  // namespace polyproc::internal::pool
