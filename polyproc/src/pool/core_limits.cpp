// Limits: how long a task may take, and how much memory a worker may hold.
#include <csignal>

#include "os/usage.hpp"
#include "pool/core.hpp"

namespace polyproc::internal::pool {
namespace {

// Workers that grow do so within this time by no more than a machine can write.
constexpr std::chrono::milliseconds kMemoryLook{20};

}  // namespace

// A call whose limits have to be watched has come.
void Core::watch_limits_of(const Call& call) {
  if (watches_memory()) let_supervisor_look_within(kMemoryLook);
  if (!is_limited(call.options)) return;
  const Duration shortest =
      std::min(call.options.timeout.value_or(Duration::max()), call.options.cpu_time.value_or(Duration::max()));
  ++limited_calls_;
  const auto interval = look_interval(shortest);
  if (limited_calls_ > 1 && limit_look_ <= interval) return;
  limit_look_ = interval;
  let_supervisor_look_within(interval);
}

// It may sleep until something happens, or for longer than this; once it looks it finds out by itself when to look
// again.
void Core::let_supervisor_look_within(std::chrono::milliseconds most) {
  if (supervisor_timeout_ && *supervisor_timeout_ <= most) return;
  supervisor_timeout_ = most;
  supervisor_wake_.notify();
}

bool Core::watches_memory() const noexcept {
  return options_.memory_limit_bytes != 0 || options_.max_memory_per_child_bytes != 0;
}

void Core::forget_limits_of(const Call& call) {
  if (is_limited(call.options)) --limited_calls_;
}

// When the supervisor has to look at the workers again, if nothing happens before.
std::optional<std::chrono::milliseconds> Core::next_look() const {
  std::optional<std::chrono::milliseconds> next;
  if (limited_calls_ != 0) next = limit_look_;
  if (watches_memory() && unfinished_calls_ != 0) next = std::min(next.value_or(kMemoryLook), kMemoryLook);
  return next;
}

void Core::enforce_limits() {
  for (const auto& lane : lanes_) {
    if (!lane || lane->pid() == 0) continue;
    if (lane->overrun) {
      insist(*lane);
    } else if (!lane->stopping) {
      look_at_memory(*lane);
      look_at_time(*lane);
    }
  }
}

void Core::look_at_time(Lane& lane) {
  if (limited_calls_ == 0) return;
  drain(lane);  // what it has answered it is not at any more
  if (!lane.has_started_one()) return lane.clock.look_away();
  const CallOptions& options = lane.in_flight().front().call->options;
  if (!is_limited(options)) return lane.clock.look_away();
  const auto cpu = options.cpu_time ? os::cpu_time_of(lane.pid()).value_or(Duration{}) : Duration{};
  const auto elapsed = lane.clock.look(lane.answered(), Clock::now(), cpu);
  if (options.timeout && elapsed.wall >= *options.timeout) {
    stop(lane, {Overrun::What::time, *options.timeout});
  } else if (options.cpu_time && elapsed.cpu >= *options.cpu_time) {
    stop(lane, {Overrun::What::cpu_time, *options.cpu_time});
  }
}

void Core::look_at_memory(Lane& lane) {
  if (!watches_memory()) return;
  const auto now = os::private_memory_of(lane.pid());
  if (!now || !lane.memory_at_birth) return;
  const std::size_t limit = options_.memory_limit_bytes;
  const std::size_t worn = options_.max_memory_per_child_bytes;
  const std::size_t grown = *now - std::min(*now, *lane.memory_at_birth);
  if (worn != 0 && grown > worn) retire(lane);
  if (limit != 0 && grown > limit) stop(lane, {Overrun::What::memory, {}});
}

// The worker has gone over a limit with the item that it is at.
void Core::stop(Lane& lane, const Overrun& overrun) {
  // It can start nothing else meanwhile: what is innocent goes to others.
  if (!lane.recall_pending()) put_back(lane.recall());
  drain(lane);
  if (!lane.has_started_one()) return;  // it has just ended
  lane.overrun = overrun;
  lane.overrun_at = Clock::now();
  if (asks_first(overrun)) {
    lane.process().send_signal(options_.timeout_signal);
  } else {
    insist(lane);
  }
}

// Whether the worker gets the softer signal before it is killed: where memory runs out there is no time for that.
bool Core::asks_first(const Overrun& overrun) const {
  return options_.timeout_signal != 0 && overrun.what != Overrun::What::memory;
}

// A worker that was asked to stop is made to, unless it has found an end in time.
void Core::insist(Lane& lane) {
  drain(lane);
  if (!lane.has_started_one()) return lane.overrun.reset();
  const bool may_still_end = asks_first(*lane.overrun) && Clock::now() - lane.overrun_at < options_.timeout_grace;
  if (may_still_end || lane.stopping) return;
  lane.end_now();  // and with it, by the nursery, its process group
}

// The worker gets no more work, and a fresh one takes its place when it has ended what it has.
void Core::retire(Lane& lane) {
  if (std::exchange(lane.worn, true)) return;
  if (!lane.recall_pending()) put_back(lane.recall());
  end_if_worn(lane);
}

void Core::end_if_worn(Lane& lane) {
  if (!lane.worn || lane.stopping || !lane.idle() || lane.recall_pending()) return;
  lane.end();
  supervisor_wake_.notify();  // it has to look whether it does
}

}  // namespace polyproc::internal::pool
