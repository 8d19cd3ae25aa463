#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "memory/release_listener.hpp"
#include "os/epoll.hpp"
#include "polyproc/pool_options.hpp"
#include "polyproc/task_error.hpp"
#include "pool/callbacks.hpp"
#include "pool/lane.hpp"
#include "pool/pace.hpp"
#include "pool/sent_function.hpp"
#include "pool/worker.hpp"
#include "process/helper_threads.hpp"
#include "process/nursery.hpp"

namespace polyproc::internal::pool {

/// The inside of a pool: what it is doing, for whom, and in which worker.
///
/// One lock guards everything. Three kinds of threads take it:
/// - threads that submit put work straight into the rings of workers that have room;
/// - threads that wait: one of them leads, that is, it looks at the rings (for about 20 us, without the lock), then
///   sleeps on the workers' bells (with time, until one runs low), and moves results and work whenever it wakes. The
///   others sleep until their call is done or the leader leaves. So nothing changes threads on the fast path;
/// - the supervisor, a helper thread, hears of births and deaths from the nursery, and does the leader's work while
///   nobody waits, when a worker rings because it runs low.
///
/// Invariant: every item of an unfinished call is either in `pending_` or in flight in exactly one lane. Moving it
/// between the two, answering it and failing it are done under the lock, so it ends exactly once.
class Core final : public process::HelperThread::Body {
 public:
  using Clock = std::chrono::steady_clock;
  using Deadline = std::optional<Clock::time_point>;

  explicit Core(PoolOptions options);
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;
  ~Core();

  /// Puts the call's items on their way.
  void submit(const std::shared_ptr<Call>& call, const FunctionSource& source);
  bool wait(Call& call, Deadline deadline);
  void when_done(Call& call, std::function<void()> callback);
  bool cancel(Call& call);
  void add_to_group(Call& call, const std::shared_ptr<CallGroup>& group, std::size_t tag);
  bool wait_for_any(CallGroup& group, Deadline deadline);
  [[nodiscard]] std::uint64_t number_of_next_call() noexcept;
  [[nodiscard]] std::vector<KeptResult> finalizer_results();
  int notify_descriptor();
  void resize(int processes);
  [[nodiscard]] std::uint64_t seed() const noexcept { return seed_; }

  void close();
  void join();
  void terminate();
  [[nodiscard]] int processes() const noexcept { return static_cast<int>(size_.load(std::memory_order_relaxed)); }
  [[nodiscard]] bool is_inherited() const noexcept;

 private:
  using Lock = std::unique_lock<std::mutex>;
  enum class Phase { open, closed, terminated };
  enum EventKey : std::uint64_t { kWake, kNursery, kBells, kWorkers };  // of events_; from kWorkers on: worker_key()
  static constexpr std::size_t kEnd = 2;  // what happens at a worker, beside its two streams of output
  /// How often somebody looks whether one worker is slow while another is idle.
  static constexpr std::chrono::milliseconds kLookForSlow{1};
  class Leadership;
  /// Hears of shared memory whose last handle in this process has gone, from any thread and with any lock held.
  class Releases final : public memory::ReleaseListener {
   public:
    explicit Releases(Core& core) : core_{core} {}
    void on_release(ObjectNumber number) noexcept override;

   private:
    Core& core_;
  };
  struct Waiter {
    const Call* call;  // null: waits for everything
    std::condition_variable wake;
  };

  // ---- life (core.cpp)
  void require_own_pool() const;
  void require_own_result() const;
  void require_usable(bool for_earlier_call = false) const;
  void number(Call& call);
  void make_nursery();
  void start_supervisor();
  [[nodiscard]] bool spawns() const noexcept { return options_.start_method == StartMethod::spawn; }
  void break_with(const std::exception_ptr& why);
  void give_up(std::exception_ptr why);
  bool cancel_in(Lane& lane, Call& call, const std::exception_ptr& error);
  void shut_down();

  // ---- giving out work (core_dispatch.cpp)
  void dispatch();
  [[nodiscard]] std::size_t items_ahead() const;
  Lane* least_loaded();
  bool feed(Lane& lane);
  [[nodiscard]] std::size_t chunk_of(const Span& span) const;
  [[nodiscard]] std::size_t tasks_left(const Lane& lane) const;
  void rebalance();
  [[nodiscard]] bool anything_in_flight() const;
  [[nodiscard]] bool anything_waits_behind_another() const;
  [[nodiscard]] bool is_slow(Lane& lane) const;
  bool gets_on(Lane& lane);
  [[nodiscard]] bool work_can_go() const;
  [[nodiscard]] bool anybody_idle() const;
  [[nodiscard]] bool rebalance_possible() const;
  void put_back(std::deque<Span> spans);

  // ---- taking results in (core_results.cpp)
  bool serve();
  bool drain(Lane& lane);
  bool take_next(Lane& lane);
  void take_answer(Lane& lane, const channel::Incoming& frame);
  void take_block(Lane& lane, std::span<const std::byte> results);
  void drain_dead(Lane& lane);
  void keep_finalizer_result(Lane& lane, const channel::Incoming& frame);
  void fail_items(const Span& span, const std::exception_ptr& error);
  void complete(Call& call);

  // ---- waiting (core_wait.cpp)
  using Predicate = std::function<bool()>;
  bool wait_until(Lock& lock, const Call* call, const Predicate& predicate, Deadline deadline);
  void lead(Lock& lock, const Call* call, const Predicate& predicate, Deadline deadline);
  [[nodiscard]] bool has_time(const Call* call) const;
  bool sleep_until_low(Lock& lock, const Predicate& predicate, Deadline deadline);
  void sleep_until_rung(Lock& lock, Deadline deadline);
  bool look_for_a_while();
  void sleep_on_bells(Lock& lock, Deadline deadline);
  void follow(Lock& lock, const Call* call, Deadline deadline);
  void hand_over();
  bool arm(channel::Bell when);
  void make_heard(bool waited_for);
  [[nodiscard]] channel::Bell wanted_bell() const;
  [[nodiscard]] bool anybody_is_told() const;
  [[nodiscard]] bool anything_readable() const;
  void announce(const Call* call);
  void read_bells();
  void let_supervisor_watch_bells(bool watch);

  // ---- limits (core_limits.cpp)
  void watch_limits_of(const Call& call);
  void forget_limits_of(const Call& call);
  void let_supervisor_look_within(std::chrono::milliseconds most);
  [[nodiscard]] bool watches_memory() const noexcept;
  [[nodiscard]] std::optional<std::chrono::milliseconds> next_look() const;
  void enforce_limits();
  void look_at_time(Lane& lane);
  void look_at_memory(Lane& lane);
  void stop(Lane& lane, const Overrun& overrun);
  [[nodiscard]] bool asks_first(const Overrun& overrun) const;
  void insist(Lane& lane);
  void retire(Lane& lane);
  void end_if_worn(Lane& lane);

  // ---- output of tasks (core_output.cpp)
  void start_with_output(Lane& lane, const channel::Channel::Parts& parts);
  void read_output(Lane& lane, std::size_t stream);
  void read_last_output(Lane& lane);
  void keep_output(std::size_t stream, const std::string& lines);
  void show_output(Lock& lock);

  // ---- progress bars (core_progress.cpp)
  void add_bar(const std::shared_ptr<Call>& call);
  void show_bars(Lock& lock);

  // ---- supervision (core_supervise.cpp)
  void run() override;
  void request_stop() override;
  void prepare_to_run() override;
  [[nodiscard]] static std::uint64_t worker_key(std::uint64_t place, std::size_t what) noexcept;
  void notice_worker(std::uint64_t key);
  void notice_end(Lane& lane);
  void watch_end(Lane& lane);
  void end_unwatched(Lane& lane, os::Pid pid);
  void wake_the_stopped();
  void hear_reports();
  void on_report(process::WorkerStarted& started);
  void on_report(process::WorkerNotStarted& failed);
  void on_report(process::WorkerEnded& ended);
  void on_report(process::NurseryGone& gone);
  void judge(Lane& lane, const WorkerDied::Report& report);
  void blame(const Span& item, const Lane& lane, const WorkerDied::Report& report);
  [[nodiscard]] bool memory_ran_out(const Lane& lane, int exitcode);
  void start_lane(std::uint32_t place);
  void start_missing_lanes();
  void miss_lane(int errnum);
  void replace_lane(std::uint32_t place);
  [[nodiscard]] bool wants_workers() const;
  void drop_lane(std::uint32_t place);
  void revive(Lock& lock);
  void renew_by_fork(Lock& lock);
  void renew_nursery();
  void give_up_without_nursery(const std::string& why);
  [[nodiscard]] bool wants_nursery() const;
  void give_up_if_nobody_comes();
  [[nodiscard]] std::optional<std::chrono::milliseconds> supervisor_patience() const;
  void release_objects();
  void forget_functions();

  const PoolOptions options_;
  std::atomic<std::size_t> size_;  // workers wanted; changed under the lock
  const std::uint64_t seed_;
  const WorkerSettings settings_;
  const process::WorkerMain worker_main_;
  const unsigned generation_;  // of the process that made the pool

  std::mutex mutex_;
  Phase phase_ = Phase::open;
  std::exception_ptr broken_;  // why no more work is taken, besides phase_
  std::optional<process::Nursery> nursery_;
  bool nursery_lost_ = false;
  bool shutting_down_ = false;
  std::vector<std::shared_ptr<Lane>> lanes_;  // by place; null while a worker has no successor
  std::vector<std::uint32_t> generations_;
  std::deque<Span> pending_;
  std::size_t unfinished_calls_ = 0;
  std::size_t limited_calls_ = 0;  // unfinished ones with limits
  std::chrono::milliseconds limit_look_{};
  std::size_t oom_kills_ = 0;                  // that have been blamed on somebody, or were there before us
  int barren_deaths_ = 0;                      // workers that died one after the other without having started anything
  int failed_starts_ = 0;                      // of workers, one after the other
  std::optional<Clock::time_point> retry_at_;  // when to try again to start workers that could not be started
  std::size_t promised_callbacks_ = 0;         // continuations of unfinished calls
  std::size_t memberships_ = 0;                // of unfinished calls in groups
  Clock::time_point nursery_lost_at_{};
  int barren_nurseries_ = 0;                        // that ended one after the other without having made a worker
  std::optional<Clock::time_point> failing_since_;  // no nursery could be made
  std::vector<KeptResult> finalizer_results_;
  std::vector<std::shared_ptr<Call>> with_bar_;
  std::array<std::string, 2> output_;  // lines to be shown: standard output, standard error
  FunctionCache functions_;
  Pace pace_;

  bool leader_ = false;
  bool leader_sleeps_ = false;
  bool leader_sleeps_until_low_ = false;  // only so long: it has time
  bool supervisor_watches_ = false;
  std::optional<std::chrono::milliseconds> supervisor_timeout_;  // after which it looks by itself
  std::atomic<bool> attention_ = false;           // something has changed that a looking leader cannot see in the rings
  std::vector<std::shared_ptr<Lane>> looked_at_;  // the leader's copy of lanes_, which it reads without the lock
  std::list<Waiter*> waiters_;
  os::Epoll bells_;  // of the workers, and leader_wake_
  os::Event leader_wake_;
  std::optional<os::Event> notify_;  // of the user; made when asked for
  os::Epoll events_;                 // of the supervisor: see EventKey
  os::Event supervisor_wake_;
  std::atomic<bool> stop_supervisor_ = false;

  std::mutex released_mutex_;  // taken last, with or without mutex_
  std::vector<ObjectNumber> released_;
  std::atomic<bool> objects_sent_ = false;  // workers may hold objects of which they have to be told

  std::atomic<std::uint64_t> next_call_number_ = 0;
  std::mutex join_mutex_;
  Callbacks callbacks_;
  std::optional<process::HelperThread> supervisor_;
  std::optional<Releases> releases_;  // last: it is called from the moment it exists until it is gone
};

}  // namespace polyproc::internal::pool
