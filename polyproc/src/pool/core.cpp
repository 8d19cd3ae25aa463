#include "pool/core.hpp"

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <string>
#include <system_error>

#include "os/cgroup.hpp"
#include "os/process.hpp"
#include "os/random.hpp"
#include "polyproc/cpu_count.hpp"
#include "polyproc/pool/lazy_map.hpp"
#include "polyproc/wire/value.hpp"
#include "pool/current_worker.hpp"
#include "pool/progress_bar.hpp"

namespace polyproc::internal::pool {
namespace {

constexpr std::uint64_t kNoCallNumber = ~std::uint64_t{0};
constexpr std::uint64_t kLeaderWake = ~std::uint64_t{0};  // beside the places of workers, among the keys of bells_

std::size_t wanted_workers(int processes) {
  if (processes < 0) {
    throw std::invalid_argument{"Pool: the number of processes must be 0 (one per CPU) or more, not " +
                                std::to_string(processes)};
  }
  return processes == 0 ? cpu_budget() : static_cast<std::size_t>(processes);
}

std::size_t checked_size(const PoolOptions& options) {
  if (options.max_tasks_per_child < 0)
    throw std::invalid_argument{"Pool: max_tasks_per_child must be 0 (any number) or more"};
  if (options.timeout_signal < 0 || options.timeout_signal >= NSIG)
    throw std::invalid_argument{"Pool: timeout_signal must be 0 (none) or the number of a signal"};
  return wanted_workers(options.processes);
}

[[noreturn]] void throw_not_yours() {
  throw std::logic_error{"this pool belongs to the parent process: make one of your own here"};
}

}  // namespace

Core::Core(PoolOptions options)
    : options_{std::move(options)},
      size_{checked_size(options_)},
      seed_{options_.seed ? *options_.seed : os::random_bits()},
      settings_{.initializer = options_.initializer,
                .finalizer = options_.finalizer,
                .may_spin = cpu_count() > 1,
                .memory_limit_bytes = options_.memory_limit_bytes,
                .pin_cpus = options_.pin_cpus,
                .marks_output = options_.output != Output::inherit,
                .cpu_share = static_cast<unsigned>(std::max<std::size_t>(1, cpu_budget() / size_))},
      worker_main_{
          [this](process::WorkerId id, channel::Channel::Parts parts) { run_worker(id, std::move(parts), settings_); }},
      generation_{os::fork_generation()},
      lanes_(size_),
      generations_(size_) {
  bells_.add(leader_wake_.descriptor(), kLeaderWake);
  oom_kills_ = os::oom_kills();
  events_.add(supervisor_wake_.descriptor(), kWake);
  if (spawns()) {
    make_nursery();
  } else {
    const process::ForkGuard guard{options_.fork_with_threads, "Pool"};
    make_nursery();
  }
  for (std::uint32_t place = 0; place < size_ && !nursery_lost_; ++place) {
    if (!lanes_[place]) start_lane(place);
    hear_reports();  // as in start_missing_lanes()
  }
  start_supervisor();
  releases_.emplace(*this);
}

Core::~Core() = default;

void Core::start_supervisor() try { supervisor_.emplace(*this); } catch (const std::system_error& error) {
  throw SystemError{error.code().value(), "starting the pool's thread"};
}

bool Core::is_inherited() const noexcept { return os::fork_generation() != generation_; }

void Core::require_own_pool() const {
  if (is_inherited()) throw_not_yours();
}

void Core::require_own_result() const {
  if (is_inherited()) throw std::logic_error{"this result belongs to the parent process"};
}

void Core::make_nursery() {
  if (spawns()) {
    wire::Writer settings;
    wire::encode(settings, settings_);
    nursery_.emplace(&run_worker_nursery, settings);
  } else {
    nursery_.emplace(worker_main_);
  }
  events_.add(nursery_->descriptor(), kNursery);
}

void Core::require_usable(bool for_earlier_call) const {
  if (broken_) std::rethrow_exception(broken_);
  if (phase_ == Phase::terminated) throw PoolClosed{"the pool has been terminated: it takes no more tasks"};
  if (phase_ == Phase::closed && (!for_earlier_call || shutting_down_))
    throw PoolClosed{"the pool has been closed: it takes no more tasks"};
}

void Core::submit(const std::shared_ptr<Call>& call, const FunctionSource& source) {
  require_own_pool();
  // Users' own encoding runs without the lock: it may do anything, also use this pool.
  std::shared_ptr<wire::Writer> encoded;
  if (source.identity.empty()) {
    encoded = std::make_shared<wire::Writer>();
    source.encode(source.object, *encoded);
  }
  Lock lock{mutex_};
  if (nursery_lost_) revive(lock);
  require_usable(call->options.continues);
  if (call->items() == 0) return call->set_done();
  call->function = functions_.get(source, std::move(encoded));
  number(*call);
  ++unfinished_calls_;
  watch_limits_of(*call);
  add_bar(call);
  call->in_blocks = call->shape() && !is_limited(call->options) && !call->bar;
  pending_.push_back({call, 0, call->items()});
  dispatch();
  make_heard(call->options.waited_for);
}

int Core::notify_descriptor() {
  require_own_pool();
  const Lock lock{mutex_};
  if (!notify_) notify_.emplace();
  make_heard(/*waited_for=*/false);
  return notify_->descriptor();
}

void Core::resize(int processes) {
  const std::size_t wanted = wanted_workers(processes);
  require_own_pool();
  Lock lock{mutex_};
  if (nursery_lost_) revive(lock);
  require_usable();
  size_.store(wanted, std::memory_order_relaxed);
  lanes_.resize(std::max(lanes_.size(), wanted));
  generations_.resize(lanes_.size());
  for (std::size_t place = wanted; place < lanes_.size(); ++place) {
    if (lanes_[place]) retire(*lanes_[place]);
  }
  start_missing_lanes();
}

std::uint64_t Core::number_of_next_call() noexcept {
  return next_call_number_.fetch_add(1, std::memory_order_relaxed);  // no other memory depends on it
}

// The random streams of a call with a seed of its own do not depend on what other threads submit meanwhile.
void Core::number(Call& call) {
  CallOptions& options = call.options;
  if (!options.call_number) options.call_number = number_of_next_call();
  if (options.seed) options.call_number = kNoCallNumber;
  options.seed = options.seed.value_or(seed_);
}

void Core::when_done(Call& call, std::function<void()> callback) {
  require_own_result();
  callbacks_.start();  // first: if there is no thread to be had, nothing has been promised
  {
    const Lock lock{mutex_};
    if (call.done()) {
      callbacks_.add(std::move(callback));
    } else {
      call.continuations.push_back(std::move(callback));
      ++promised_callbacks_;
      make_heard(/*waited_for=*/false);
    }
  }
  callbacks_.start();  // the pool may have been joined meanwhile, and its callback thread with it
}

void Core::add_to_group(Call& call, const std::shared_ptr<CallGroup>& group, std::size_t tag) {
  require_own_result();
  const Lock lock{mutex_};
  if (call.done()) return group->add_ended(tag);
  call.groups.push_back({group, tag});
  ++memberships_;
  make_heard(/*waited_for=*/false);
}

bool Core::cancel(Call& call) {
  require_own_result();
  const Lock lock{mutex_};
  if (call.done()) return false;
  const auto error = std::make_exception_ptr(Cancelled{"the task was cancelled"});
  bool cancelled = false;
  for (auto span = pending_.begin(); span != pending_.end();) {
    if (span->call.get() != &call) {
      ++span;
      continue;
    }
    fail_items(*span, error);
    cancelled = true;
    span = pending_.erase(span);
  }
  for (const auto& lane : lanes_) {
    if (lane && lane->has_items_of(call)) cancelled |= cancel_in(*lane, call, error);
  }
  call.cancelled = true;
  if (!call.done()) complete(call);
  dispatch();
  make_heard(/*waited_for=*/false);
  return cancelled;
}

// Whether any item has been cancelled: the last ones may just have been answered.
bool Core::cancel_in(Lane& lane, Call& call, const std::exception_ptr& error) {
  bool cancelled = false;
  const auto is_cancelled = [&call](const Span& span) { return span.call.get() == &call; };
  if (!lane.stopping && !lane.recall_pending()) {  // otherwise it has nothing but what it has started
    auto recalled = lane.recall();
    for (const Span& span : recalled) {
      if (is_cancelled(span)) fail_items(span, error);
    }
    cancelled = std::erase_if(recalled, is_cancelled) != 0;
    put_back(std::move(recalled));
  }
  drain(lane);
  if (!lane.has_items_of(call)) return cancelled;
  // The one it is at can only be stopped by ending the worker, which can start nothing else meanwhile: all that was
  // left has been recalled, and it is given nothing more.
  if (!lane.stopping) lane.end_now();  // otherwise a limit has ended it, and the news is on its way
  for (const Span& span : lane.in_flight()) {
    if (is_cancelled(span)) fail_items(span, error);
  }
  return true;
}

void Core::close() {
  if (is_inherited()) return;
  const Lock lock{mutex_};
  if (phase_ == Phase::open) phase_ = Phase::closed;
}

void Core::terminate() {
  if (is_inherited()) return;
  const Lock lock{mutex_};
  phase_ = Phase::terminated;
  break_with(std::make_exception_ptr(Cancelled{"the pool was terminated"}));
  for (const auto& lane : lanes_) {
    if (lane) lane->end_now();
  }
}

// Every unfinished item ends with `why`.
void Core::break_with(const std::exception_ptr& why) {
  auto spans = std::exchange(pending_, {});
  for (const auto& lane : lanes_) {
    if (!lane) continue;
    for (Span& span : lane->take_all()) spans.push_back(std::move(span));
  }
  for (const Span& span : spans) {
    if (!span.call->cancelled) fail_items(span, why);
  }
}

// The pool cannot go on.
void Core::give_up(std::exception_ptr why) {
  if (broken_) return;
  broken_ = std::move(why);
  for (const auto& lane : lanes_) {
    if (lane && !lane->idle()) lane->end_now();  // nobody wants what it is at
  }
  break_with(broken_);
}

void Core::join() {
  if (is_inherited()) return;
  {
    Lock lock{mutex_};
    if (phase_ == Phase::open)
      throw std::logic_error{"Pool::join: the pool is still open; close() or terminate() it first"};
    wait_until(
        lock, nullptr, [this] { return unfinished_calls_ == 0; }, std::nullopt);
  }
  const std::lock_guard one_at_a_time{join_mutex_};
  shut_down();
}

// Ends workers (gently unless they were killed), supervisor and nursery.
void Core::shut_down() {
  {
    const Lock lock{mutex_};
    shutting_down_ = true;
  }
  callbacks_.finish();
  {
    Lock lock{mutex_};
    for (const auto& lane : lanes_) {
      if (lane && !lane->stopping) lane->end();
    }
    supervisor_wake_.notify();  // it has to look whether they do
    const auto no_worker_left = [this] {
      return nursery_lost_ || !nursery_ ||
             std::ranges::none_of(lanes_, [](const auto& lane) { return lane != nullptr; });
    };
    wait_until(lock, nullptr, no_worker_left, std::nullopt);
  }
  supervisor_.reset();
  releases_.reset();
  const Lock lock{mutex_};
  nursery_.reset();
  lanes_.assign(lanes_.size(), nullptr);
  with_bar_.clear();
  if (!leader_) looked_at_.clear();  // a leader looks without the lock
}

void submit(const std::shared_ptr<Core>& core, const std::shared_ptr<Call>& call, const FunctionSource& source) {
  // Workers see the program from the middle of the pool's constructor.
  if (!core) throw_not_yours();
  call->core = core;
  core->submit(call, source);
}

std::vector<KeptResult> finalizer_results(Core& core) { return core.finalizer_results(); }
std::uint64_t number_of_next_call(Core& core) { return core.number_of_next_call(); }

LazyBounds lazy_bounds(const CallOptions& options) {
  constexpr std::size_t kAhead = 256;
  const std::size_t batch = std::max<std::size_t>(options.chunksize, 1);
  const std::size_t ahead = options.buffersize != 0 ? options.buffersize : std::max(kAhead, 4 * batch);
  return {.ahead = ahead, .batch = std::min(batch, ahead)};
}

void add_to_group(Call& call, const std::shared_ptr<CallGroup>& group, std::size_t tag) {
  if (call.done()) {
    group->add_ended(tag);
  } else {
    call.core->add_to_group(call, group, tag);
  }
}

bool wait_for_any(Call& call, CallGroup& group, CallGroup::Deadline deadline) {
  return group.any_ended() || call.core->wait_for_any(group, deadline);
}

bool wait(Call& call, std::optional<std::chrono::steady_clock::time_point> deadline) {
  const bool done = call.done() || call.core->wait(call, deadline);
  // What the caller prints next comes below the bar.
  if (done && call.bar && !call.core->is_inherited()) call.bar->finish();
  return done;
}

void when_done(Call& call, std::function<void()> callback) { call.core->when_done(call, std::move(callback)); }

bool cancel(Call& call) { return !call.done() && call.core->cancel(call); }

}  // namespace polyproc::internal::pool
