#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "channel/channel.hpp"
#include "os/pidfd.hpp"
#include "polyproc/wire/writer.hpp"
#include "pool/frames.hpp"
#include "pool/item_clock.hpp"
#include "pool/limits.hpp"
#include "pool/span.hpp"
#include "pool/task_output.hpp"
#include "process/nursery.hpp"

namespace polyproc::internal::pool {

/// The caller's side of one worker: its channel, and the items that it has been given and has not answered.
///
/// Guarded by the pool's lock, except maybe_readable().
///
/// Invariant: the worker answers the items in the order in which they were sent, and `in_flight` holds exactly those
/// sent, neither answered nor recalled, in that order. So an answer belongs to the first of them, and if the worker has
/// started more items than it has answered, the first of them is the one that it was at.
class Lane {
 public:
  using Clock = std::chrono::steady_clock;

  Lane(process::WorkerId id, std::unique_ptr<channel::Channel> channel);

  [[nodiscard]] process::WorkerId id() const noexcept { return id_; }
  [[nodiscard]] channel::Channel& channel() noexcept { return *channel_; }
  [[nodiscard]] bool maybe_readable() const noexcept { return channel_->maybe_readable(); }

  /// The worker lives.
  void set_process(os::Pid pid, os::PidFd process) noexcept;
  [[nodiscard]] os::Pid pid() const noexcept { return pid_; }
  [[nodiscard]] const os::PidFd& process() const noexcept { return process_; }
  /// SIGKILL to the worker, as soon as it is known.
  void kill() noexcept;
  /// The worker is given nothing more, and ends when it has done what it has; or at once.
  void end();
  void end_now() noexcept;
  /// News of the worker must come now: of its birth, or of its end. Since when it is waited for.
  void expect_news() noexcept { awaited_since_ = awaited_since_.value_or(Clock::now()); }
  [[nodiscard]] std::optional<Clock::time_point> awaited_since() const noexcept { return awaited_since_; }
  /// The worker goes on if somebody has stopped it (SIGSTOP); otherwise it does not notice. Waits anew for news.
  void wake_if_stopped() noexcept;

  /// Whether the worker says that it was refused memory, or has died of a fault close to its limit.
  [[nodiscard]] bool memory_was_refused() const noexcept;

  // ---- giving work
  /// Sends the function if the worker does not have it, then the items. False if there is no room now; nothing is sent
  /// then. Throws SystemError. Visible to the worker after channel().publish_and_wake().
  bool try_send(const Span& items);
  /// Tells the worker of functions and objects that are not needed any more. Best effort: what has no room now is told
  /// later.
  void forget(const std::vector<std::uint64_t>& functions);
  void forget(ObjectNumber object);

  // ---- what it has
  [[nodiscard]] std::size_t unanswered() const noexcept { return unanswered_; }
  [[nodiscard]] std::uint64_t answered() const noexcept { return answered_; }
  [[nodiscard]] bool idle() const noexcept { return unanswered_ == 0; }
  /// Whether a block of so many bytes can be the results of its next items.
  [[nodiscard]] bool may_answer_with(std::size_t bytes) const noexcept;
  /// Takes the item that the next answer belongs to, or up to `most` consecutive ones. Precondition: not idle.
  Span take_answered(std::size_t most = 1);
  /// Whether the worker has started the first of its unanswered items.
  [[nodiscard]] bool has_started_one() noexcept;
  /// Items that it has started since this was asked for the last time.
  [[nodiscard]] std::uint64_t newly_started() noexcept;
  /// Items that it has and has not started.
  [[nodiscard]] std::size_t unstarted() noexcept;
  /// Takes everything back that the worker has not started, in order.
  std::deque<Span> recall();
  /// Whether the worker is, or was when it died, decoding a function for what comes next: a death of that is one of the
  /// next item.
  [[nodiscard]] bool is_preparing() const noexcept;
  /// Whether the worker has not noticed yet that it was recalled: it may be given nothing meanwhile.
  [[nodiscard]] bool recall_pending() noexcept;
  /// For a dead worker: everything unanswered.
  std::deque<Span> take_all() noexcept;
  /// Whether an unanswered item of this call is here.
  [[nodiscard]] bool has_items_of(const Call& call) const noexcept;
  [[nodiscard]] const std::deque<Span>& in_flight() const noexcept { return in_flight_; }

  [[nodiscard]] bool holds_objects() noexcept { return !channel_->held_by_peer().empty(); }

  /// In one round of dispatch: there is no room; something has been sent and not shown yet.
  bool full = false;
  bool unpublished = false;
  /// When it last answered, or was given work while idle.
  Clock::time_point last_progress{};
  /// When it was last seen to have started an item without having answered.
  Clock::time_point last_moved{};
  /// It has been told to end, or was killed on purpose: it is given nothing more.
  bool stopping = false;
  /// It lives, but no descriptor could be received that means it: its nursery has been asked to kill it.
  bool unwatched = false;
  /// It is given nothing more, and told to end when it has done what it has.
  bool worn = false;

  /// What it prints, where the pool reads that: standard output, standard error.
  std::array<std::optional<TaskOutput>, 2> output;

  // ---- limits
  ItemClock clock;
  /// It has been asked to stop, or was killed, because of this.
  std::optional<Overrun> overrun;
  Clock::time_point overrun_at{};
  std::optional<std::size_t> memory_at_birth;

 private:
  bool send_function(const SentFunction& function);
  bool send_items(const Span& items);
  bool send_block(const Span& items);
  bool send_stop();
  [[nodiscard]] std::uint64_t started() noexcept;

  process::WorkerId id_;
  std::unique_ptr<channel::Channel> channel_;
  os::Pid pid_ = 0;
  os::PidFd process_;
  bool kill_when_known_ = false;
  std::optional<Clock::time_point> awaited_since_ = Clock::now();
  bool recalled_ = false;  // kRecall was set by us, so somebody answers it
  std::deque<Span> in_flight_;
  std::size_t unanswered_ = 0;  // items in in_flight_
  std::uint64_t sent_ = 0;      // items, ever
  std::uint64_t answered_ = 0;  // items, ever
  std::uint64_t started_seen_ = 0;
  std::set<std::uint64_t> functions_;
  std::set<MakeTaskFunction> codes_;
  std::vector<std::uint64_t> to_forget_;
  std::vector<ObjectNumber> to_release_;
  wire::Writer frame_;  // scratch
};

}  // namespace polyproc::internal::pool
