// Waiting: one thread leads, the others follow.
#include <algorithm>

#include "channel/spin.hpp"
#include "pool/core.hpp"

namespace polyproc::internal::pool {
namespace {

using namespace std::chrono_literals;

bool passed(const Core::Deadline& deadline) { return deadline && Core::Clock::now() >= *deadline; }

std::optional<std::chrono::milliseconds> until(const Core::Deadline& deadline) {
  if (!deadline) return std::nullopt;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - Core::Clock::now());
  return std::clamp<std::chrono::milliseconds>(left, 0ms, 1h);
}

}  // namespace

bool Core::wait(Call& call, Deadline deadline) {
  require_own_result();
  Lock lock{mutex_};
  return wait_until(
      lock, &call, [&call] { return call.done(); }, deadline);
}

bool Core::wait_for_any(CallGroup& group, Deadline deadline) {
  require_own_result();
  Lock lock{mutex_};
  return wait_until(
      lock, nullptr, [&group] { return group.any_ended(); }, deadline);
}

bool Core::wait_until(Lock& lock, const Call* call, const Predicate& predicate, Deadline deadline) {
  if (nursery_lost_) revive(lock);  // also for who only looks, again and again
  // So that a look, too, sees what has come.
  if ((!leader_ || leader_sleeps_until_low_) && serve()) make_heard(/*waited_for=*/!passed(deadline));
  bool followed = false;
  while (!predicate() && !passed(deadline)) {
    followed = leader_;
    if (followed) {
      follow(lock, call, deadline);
    } else {
      lead(lock, call, predicate, deadline);
    }
  }
  // The leader may have woken this thread to take its place, which has no need to any more.
  if (followed && !leader_) hand_over();
  return predicate();
}

void Core::follow(Lock& lock, const Call* call, Deadline deadline) {
  Waiter self{call, {}};
  const auto place = waiters_.insert(waiters_.end(), &self);
  if (std::exchange(leader_sleeps_until_low_, false)) leader_wake_.notify();  // this thread may not have as much
  if (deadline) {
    self.wake.wait_until(lock, *deadline);
  } else {
    self.wake.wait(lock);
  }
  waiters_.erase(place);
}

// The stretch in which the calling thread leads, however it ends. Entered and left with the lock held.
class Core::Leadership {
 public:
  explicit Leadership(Core& core) : core_{core} { core_.leader_ = true; }
  Leadership(const Leadership&) = delete;
  Leadership& operator=(const Leadership&) = delete;
  ~Leadership() {
    core_.leader_ = false;
    core_.hand_over();
  }

 private:
  Core& core_;
};

void Core::lead(Lock& lock, const Call* call, const Predicate& predicate, Deadline deadline) {
  const Leadership leadership{*this};
  bool just_slept = false;
  while (!predicate() && !passed(deadline)) {
    if (nursery_lost_) revive(lock);
    if (has_time(call) && sleep_until_low(lock, predicate, deadline)) continue;
    looked_at_ = lanes_;
    attention_.store(false, std::memory_order_relaxed);
    // Having slept, looking again pays only if the next answer is expected soon; otherwise it takes a core from the
    // workers.
    const bool look = settings_.may_spin && !(just_slept && pace_.per_item() > 2 * channel::kSpinTime);
    lock.unlock();
    const bool seen = look && look_for_a_while();
    lock.lock();
    just_slept = false;
    // The nursery may have been lost since the look, while nobody slept who could have been woken for it.
    if (serve() || seen || predicate() || nursery_lost_) continue;
    sleep_on_bells(lock, deadline);
    just_slept = true;
  }
}

// Without the lock: reads only looked_at_, which is the leader's own.
bool Core::look_for_a_while() {
  return channel::spin_until([this] {
    return attention_.load(std::memory_order_relaxed) ||
           std::ranges::any_of(looked_at_, [](const auto& lane) { return lane && lane->maybe_readable(); });
  });
}

void Core::sleep_on_bells(Lock& lock, Deadline deadline) {
  arm(channel::Bell::at_each_frame);
  // After the bells are set: what came before is seen here, what comes later rings. See RingConsumer::maybe_readable.
  if (anything_readable() || work_can_go()) return;
  sleep_until_rung(lock, deadline);
}

// Whether nobody needs an answer as soon as it comes: the one who waits has more work than the workers can be given,
// and it takes them long enough for the caller to be told in time when they run low. To look all the time would take a
// core from them.
bool Core::has_time(const Call* call) const {
  // A worker that was recalled rings when it has noticed, but not as one that runs low.
  const auto is_recalled = [](const auto& lane) { return lane && lane->recall_pending(); };
  constexpr auto kTimeToWakeUp = 100us;
  return call != nullptr && !pending_.empty() && pending_.front().call.get() == call && waiters_.empty() &&
         promised_callbacks_ == 0 && memberships_ == 0 && !notify_ &&
         items_ahead() * pace_.per_item() > kTimeToWakeUp && std::ranges::none_of(lanes_, is_recalled);
}

// False, with the lock held all the time, if there was something to do.
bool Core::sleep_until_low(Lock& lock, const Predicate& predicate, Deadline deadline) {
  serve();
  arm(channel::Bell::when_low);  // last: who is given work behind it would not ring
  // After the bells are set: what came before is seen here, what comes later rings.
  if (predicate() || nursery_lost_ || pending_.empty() || anything_readable() || work_can_go()) return false;
  leader_sleeps_until_low_ = true;
  sleep_until_rung(lock, deadline);
  leader_sleeps_until_low_ = false;
  serve();
  return true;
}

void Core::sleep_until_rung(Lock& lock, Deadline deadline) {
  let_supervisor_watch_bells(false);
  auto timeout = until(deadline);
  if (rebalance_possible()) timeout = std::min(timeout.value_or(kLookForSlow), kLookForSlow);
  leader_sleeps_ = true;
  lock.unlock();
  const auto rung = bells_.wait(timeout);
  lock.lock();
  leader_sleeps_ = false;
  if (!rung.empty()) read_bells();
}

void Core::read_bells() {
  leader_wake_.clear();
  for (const auto& lane : lanes_) {
    if (lane) lane->channel().bell().clear();
  }
}

// Asks the workers that have something to do to ring. Whether any had not been asked.
bool Core::arm(channel::Bell when) {
  bool news = false;
  for (const auto& lane : lanes_) {
    // One that has been recalled rings when it has noticed, so that it can be given work again.
    if (!lane || (lane->idle() && !lane->recall_pending())) continue;
    auto& bell = lane->channel().shared().bell;
    if (bell.load(std::memory_order_relaxed) == when) continue;
    // Sequentially consistent against the worker, who publishes and then looks here: see Channel::ring_bell.
    bell.store(when, std::memory_order_seq_cst);
    news = true;
  }
  return news;
}

bool Core::anything_readable() const {
  return std::ranges::any_of(lanes_, [](const auto& lane) { return lane && lane->maybe_readable(); });
}

// After work has been given out: makes sure that somebody hears of the answers.
void Core::make_heard(bool waited_for) {
  if (leader_ ? !leader_sleeps_ : waited_for) return;  // somebody looks, or will
  if (!leader_) let_supervisor_watch_bells(true);
  const bool news = arm(wanted_bell());
  // The supervisor looks now and then whether one worker is slow and another idle, once it knows that there are such.
  if (!leader_ && anything_waits_behind_another()) let_supervisor_look_within(kLookForSlow);
  // What came before the bells were set has rung none.
  if (news && (anything_readable() || work_can_go())) (leader_ ? leader_wake_ : supervisor_wake_).notify();
}

// Where somebody waits for a single result, each is to be heard of at once; else it is enough to keep workers busy.
channel::Bell Core::wanted_bell() const {
  return leader_ || anybody_is_told() ? channel::Bell::at_each_frame : channel::Bell::when_low;
}

// Somebody who is not waiting in here hears of the end of a call: by a callback, a group or the descriptor.
bool Core::anybody_is_told() const {
  return promised_callbacks_ != 0 || memberships_ != 0 || (notify_ && unfinished_calls_ != 0);
}

// Something has happened that threads may wait for: this call is done, or (null) anything else.
void Core::announce(const Call* call) {
  attention_.store(true, std::memory_order_relaxed);  // the leader takes the lock to see what
  for (Waiter* const waiter : waiters_) {
    if (waiter->call == call || waiter->call == nullptr) waiter->wake.notify_one();
  }
  if (leader_sleeps_) leader_wake_.notify();
}

// The leader leaves: another waiting thread leads, or the supervisor hears the bells.
void Core::hand_over() {
  if (!waiters_.empty()) return waiters_.front()->wake.notify_one();
  if (unfinished_calls_ != 0) make_heard(/*waited_for=*/false);
}

void Core::let_supervisor_watch_bells(bool watch) {
  if (std::exchange(supervisor_watches_, watch) == watch) return;
  if (watch) {
    events_.add(bells_.descriptor(), kBells);
  } else {
    events_.remove(bells_.descriptor());
  }
}

}  // namespace polyproc::internal::pool
