// Supervision: births and deaths of workers and of their nursery, and the leader's work while nobody waits.
#include <csignal>
#include <stdexcept>
#include <string>
#include <thread>

#include "os/cgroup.hpp"
#include "os/process.hpp"
#include "os/usage.hpp"
#include "pool/core.hpp"
#include "pool/progress_bar.hpp"
#include "trace/backtrace.hpp"

namespace polyproc::internal::pool {
namespace {

using namespace std::chrono_literals;

// Workers that die one after the other without having started a task are not the fault of a task. After so many the
// pool gives up instead of making new ones for ever.
constexpr int kMostBarrenDeaths = 16;
// The system may have processes and memory again in a moment.
constexpr auto kRetry = 100ms;
constexpr int kMostFailedStarts = 10;
constexpr auto kPatienceWithoutNursery = 1000ms;
// Nurseries that end one after the other before they have made a worker will always do so.
constexpr int kMostBarrenNurseries = 5;
// News of births and deaths take a millisecond, unless somebody has been stopped.
constexpr auto kPatienceForNews = 1000ms;

// While it lives, others may have the lock.
class Unlocked {
 public:
  explicit Unlocked(std::unique_lock<std::mutex>& lock) : lock_{lock} { lock_.unlock(); }
  Unlocked(const Unlocked&) = delete;
  Unlocked& operator=(const Unlocked&) = delete;
  ~Unlocked() { lock_.lock(); }

 private:
  std::unique_lock<std::mutex>& lock_;
};

bool is_awaited(const std::shared_ptr<Lane>& lane) { return lane && lane->awaited_since(); }

std::shared_ptr<const trace::Backtrace> backtrace_of_fault(Lane& lane, int exitcode) {
  const os::CrashRecord& crash = lane.channel().shared().crash;
  // A program's own handler may have mended an earlier fault; a sanitizer's ends the process with an exit code.
  const bool ended_by_it = exitcode == -crash.signal || exitcode > 0;
  return crash.signal == 0 || !ended_by_it ? nullptr : std::make_shared<trace::Backtrace>(trace::stack_of(crash));
}

std::string output_of(const Lane& lane) {
  std::string text;
  for (const auto& stream : lane.output) text += stream ? stream->tail() : "";
  return text;
}

}  // namespace

void Core::prepare_to_run() { stop_supervisor_.store(false, std::memory_order_relaxed); }

void Core::request_stop() {
  stop_supervisor_.store(true, std::memory_order_relaxed);  // the notification orders it
  supervisor_wake_.notify();
}

void Core::run() {
  std::optional timeout = 0ms;  // supervisor_timeout_, to be read without the lock; at first it must find that out
  while (!stop_supervisor_.load(std::memory_order_relaxed)) {
    const auto ready = events_.wait(timeout);
    Lock lock{mutex_};
    for (const std::uint64_t key : ready) {
      if (key >= kWorkers) notice_worker(key);
      if (key == kWake) supervisor_wake_.clear();
      if (key == kNursery) hear_reports();
      if (key == kBells && !leader_) read_bells();
    }
    if (nursery_lost_ && spawns()) revive(lock);  // from any thread: nothing of this process is copied
    if (stop_supervisor_.load(std::memory_order_relaxed))
      supervisor_wake_.notify();  // the request has been cleared above
    release_objects();
    if (!leader_ && unfinished_calls_ != 0) {
      serve();
      make_heard(/*waited_for=*/false);
    }
    if (next_look()) enforce_limits();
    wake_the_stopped();
    if (retry_at_ && Clock::now() >= *retry_at_) start_missing_lanes();
    give_up_if_nobody_comes();
    show_output(lock);
    show_bars(lock);
    timeout = supervisor_timeout_ = supervisor_patience();
  }
}

// When to look again if nothing happens before.
std::optional<std::chrono::milliseconds> Core::supervisor_patience() const {
  auto patience = next_look();
  const auto no_more_than = [&](std::chrono::milliseconds most) { patience = std::min(patience.value_or(most), most); };
  if (!leader_ && rebalance_possible()) no_more_than(kLookForSlow);
  if (retry_at_) no_more_than(kRetry);
  if (std::ranges::any_of(lanes_, is_awaited)) no_more_than(kPatienceForNews);
  if (!with_bar_.empty()) no_more_than(ProgressBar::kBetweenPictures);
  if (nursery_lost_ && spawns()) no_more_than(kRetry);
  if (nursery_lost_ && anybody_is_told()) no_more_than(kPatienceWithoutNursery);
  return patience;
}

std::uint64_t Core::worker_key(std::uint64_t place, std::size_t what) noexcept {
  return kWorkers + (kEnd + 1) * place + what;
}

void Core::notice_worker(std::uint64_t key) {
  const auto lane = lanes_[(key - kWorkers) / (kEnd + 1)];
  const std::size_t what = (key - kWorkers) % (kEnd + 1);
  if (!lane) return;
  if (what == kEnd) {
    notice_end(*lane);
  } else {
    read_output(*lane, what);
  }
}

// The worker has ended. How, its nursery says.
void Core::notice_end(Lane& lane) {
  if (!lane.process().is_open() || !lane.process().wait(0ms)) return;  // a predecessor did
  events_.remove(lane.process().descriptor());
  lane.expect_news();
}

void Core::watch_end(Lane& lane) try {
  events_.add(lane.process().descriptor(), worker_key(lane.id().place, kEnd));
} catch (const SystemError&) {
  // No memory to watch it: its nursery says when it ends, which is only slower where somebody has stopped that.
}

// Whoever has been stopped, by SIGSTOP or from a terminal, would keep everybody waiting for ever.
void Core::wake_the_stopped() {
  const auto now = Clock::now();
  for (const auto& lane : lanes_) {
    if (!is_awaited(lane) || now - *lane->awaited_since() < kPatienceForNews) continue;
    if (nursery_) nursery_->wake_if_stopped();
    if (nursery_ && lane->unwatched) nursery_->kill_worker(lane->id());
    lane->wake_if_stopped();
  }
}

void Core::hear_reports() {
  while (nursery_ && !nursery_lost_) {
    auto report = nursery_->next_report();
    if (!report) return;
    std::visit([this](auto& what) { on_report(what); }, *report);
  }
}

void Core::on_report(process::WorkerStarted& started) {
  const auto& lane = lanes_[started.id.place];
  failed_starts_ = 0;
  barren_nurseries_ = 0;
  if (!lane || lane->id() != started.id) return;
  if (!started.process.is_open()) return end_unwatched(*lane, started.pid);
  lane->set_process(started.pid, std::move(started.process));
  if (watches_memory()) lane->memory_at_birth = os::private_memory_of(started.pid);
  watch_end(*lane);
}

// This program had no descriptor left to know the worker by: it could not be stopped at a limit. It may have begun
// work.
void Core::end_unwatched(Lane& lane, os::Pid pid) {
  lane.unwatched = true;
  lane.stopping = true;
  lane.set_process(pid, {});
  nursery_->kill_worker(lane.id());
}

void Core::on_report(process::WorkerNotStarted& failed) {
  const auto lane = lanes_[failed.id.place];
  if (!lane || lane->id() != failed.id) return;
  put_back(lane->take_all());  // what it was to do it has never seen
  drop_lane(failed.id.place);
  miss_lane(failed.errnum);
}

// A worker could not be started. The others go on, and it is tried again. Where there are no others the calls wait for
// some tries; then they fail, and the pool goes on trying for those that come.
void Core::miss_lane(int errnum) {
  const auto alive = [](const auto& lane) { return lane != nullptr; };
  if (++failed_starts_ >= kMostFailedStarts && std::ranges::none_of(lanes_, alive))
    break_with(std::make_exception_ptr(SystemError{errnum, "starting a worker"}));
  retry_at_ = Clock::now() + kRetry;
  dispatch();
  make_heard(/*waited_for=*/false);
}

void Core::start_missing_lanes() {
  retry_at_.reset();
  for (std::uint32_t place = 0; place < size_ && wants_workers() && !retry_at_; ++place) {
    if (!lanes_[place]) replace_lane(place);
    hear_reports();  // or nursery and pool, each with a socket full of messages for the other, would wait for ever
  }
}

void Core::on_report(process::WorkerEnded& ended) {
  const auto lane = lanes_[ended.id.place];
  if (!lane || lane->id() != ended.id) return;
  read_last_output(*lane);
  judge(*lane, {.exitcode = ended.end.exitcode,
                .pid = ended.end.pid,
                .peak_memory_bytes = ended.end.peak_memory_bytes,
                .memory_ran_out = memory_ran_out(*lane, ended.end.exitcode),
                .output = output_of(*lane),
                .cause = lane->unwatched ? "killed since the program had no file descriptor left to watch it with" : "",
                .backtrace = backtrace_of_fault(*lane, ended.end.exitcode)});
  replace_lane(ended.id.place);
}

// The workers die with their nursery: the kernel sends them SIGKILL.
void Core::on_report(process::NurseryGone&) {
  events_.remove(nursery_->descriptor());
  nursery_lost_ = true;
  nursery_lost_at_ = Clock::now();
  ++barren_nurseries_;
  const std::string cause = "the nursery of the pool, process " + std::to_string(nursery_->pid()) + ", is gone";
  for (std::uint32_t place = 0; place < lanes_.size(); ++place) {
    const auto lane = lanes_[place];
    if (!lane) continue;
    lane->kill();
    if (lane->process().is_open()) (void)lane->process().wait(1000ms);
    if (lane->pid() != 0)
      os::send_signal_to_group(lane->pid(), SIGKILL);  // 0: it was never born, and 0 is our own group
    // One that was never heard of may still be claiming an item: either it has it, or we have it back.
    if (!lane->recall_pending()) put_back(lane->recall());
    read_last_output(*lane);
    judge(*lane, {.exitcode = -SIGKILL, .pid = lane->pid(), .cause = cause});
    drop_lane(place);
  }
  announce(nullptr);  // somebody who waits has to make a new one: see revive()
}

// Says what a dead worker's death means for the items that it had.
void Core::judge(Lane& lane, const WorkerDied::Report& report) {
  drain_dead(lane);
  const bool deserved = lane.answered() == 0 && !lane.stopping && report.cause.empty();
  if (lane.has_started_one() || lane.is_preparing()) {
    barren_deaths_ = 0;
    blame(lane.take_answered(), lane, report);
  } else if (deserved && ++barren_deaths_ > kMostBarrenDeaths) {
    give_up(std::make_exception_ptr(Error{"workers die before they have started a task; the last one, process " +
                                          std::to_string(report.pid) + ", with exit code " +
                                          std::to_string(report.exitcode)}));
  }
  put_back(lane.take_all());
}

void Core::blame(const Span& item, const Lane& lane, const WorkerDied::Report& report) {
  Call& call = *item.call;
  if (call.cancelled) return;
  const int attempts = ++call.attempts[item.first];
  if (attempts <= call.options.max_retries) return pending_.push_front(item);
  if (lane.overrun && lane.overrun->what != Overrun::What::memory) {
    const auto kind = lane.overrun->what == Overrun::What::time ? TaskTimeout::Kind::wall : TaskTimeout::Kind::cpu;
    fail_items(item, std::make_exception_ptr(TaskTimeout{kind, lane.overrun->limit, item.index(), attempts}));
  } else {
    fail_items(item, std::make_exception_ptr(WorkerDied{report, item.index(), attempts}));
  }
}

// Whether a worker that ended so did for want of memory: its own limit was in its way, or its control group was full.
bool Core::memory_ran_out(const Lane& lane, int exitcode) {
  if (lane.overrun && lane.overrun->what == Overrun::What::memory) return true;
  if (exitcode == 0) return false;
  if (lane.memory_was_refused()) return true;
  if (exitcode != -SIGKILL) return false;
  const std::size_t kills = os::oom_kills();
  return kills > std::exchange(oom_kills_, kills);
}

bool Core::wants_workers() const {
  if (shutting_down_ || broken_ || phase_ == Phase::terminated || nursery_lost_) return false;
  return phase_ == Phase::open || unfinished_calls_ != 0;
}

void Core::replace_lane(std::uint32_t place) {
  drop_lane(place);
  if (place < size_ && wants_workers()) {
    try {
      start_lane(place);
    } catch (const SystemError& error) {
      drop_lane(place);
      return miss_lane(error.errnum());
    }
  }
  dispatch();
  make_heard(/*waited_for=*/false);
}

void Core::start_lane(std::uint32_t place) {
  auto [channel, parts] = channel::Channel::make();
  const process::WorkerId id{place, ++generations_[place]};
  auto lane = std::make_shared<Lane>(id, std::move(channel));
  bells_.add(lane->channel().bell().descriptor(), place);
  lanes_[place] = std::move(lane);
  // If the nursery is gone, it reports that.
  if (options_.output == Output::inherit) {
    nursery_->start_worker(id, parts);
  } else {
    start_with_output(*lanes_[place], parts);
  }
  supervisor_wake_.notify();  // it has to look whether the worker comes
}

void Core::drop_lane(std::uint32_t place) {
  if (const auto lane = std::exchange(lanes_[place], nullptr)) {
    bells_.remove(lane->channel().bell().descriptor());
    if (lane->process().is_open()) events_.remove(lane->process().descriptor());
  }
  if (!leader_) looked_at_.clear();
  announce(nullptr);
}

// Makes a new nursery. The system may have no process, memory or descriptor for it now and have one in a moment.
void Core::revive(Lock& lock) {
  nursery_lost_ = false;
  if (!wants_nursery()) return;
  if (barren_nurseries_ > kMostBarrenNurseries) return give_up_without_nursery("each ends as soon as it is made");
  try {
    if (spawns()) {
      renew_nursery();
    } else {
      renew_by_fork(lock);
    }
    failing_since_.reset();
  } catch (const SystemError& error) {
    const auto now = Clock::now();
    failing_since_ = failing_since_.value_or(now);
    if (now > *failing_since_ + kPatienceWithoutNursery) return give_up_without_nursery(error.what());
    nursery_lost_ = true;
    const Unlocked meanwhile{lock};
    std::this_thread::sleep_for(kRetry);
  } catch (const std::exception& error) {
    give_up_without_nursery(error.what());
  }
}

// On a thread of the program that is inside the pool: a fork on any other would copy the program in the middle of
// anything. Unlocks meanwhile, since the guard waits for the supervisor to end.
void Core::renew_by_fork(Lock& lock) {
  std::optional<process::ForkGuard> guard;
  {
    const Unlocked meanwhile{lock};
    guard.emplace(options_.fork_with_threads, "Pool: making a new nursery");
  }
  if (wants_nursery()) renew_nursery();
}

void Core::renew_nursery() {
  nursery_.reset();
  make_nursery();
  start_missing_lanes();
}

void Core::give_up_without_nursery(const std::string& why) {
  give_up(std::make_exception_ptr(PoolClosed{"the nursery of the pool is gone, and no new one can be made: " + why}));
}

bool Core::wants_nursery() const { return phase_ != Phase::terminated && !broken_ && !shutting_down_; }

// A new nursery is made by a thread that waits or submits. If none comes although somebody is to be told of ends,
// perhaps that very thread, the calls must end all the same.
void Core::give_up_if_nobody_comes() {
  if (!nursery_lost_ || !anybody_is_told() || leader_ || !waiters_.empty()) return;
  if (Clock::now() < nursery_lost_at_ + kPatienceWithoutNursery) return;
  give_up_without_nursery("no thread has used the pool since");
}

// Any thread, also with mutex_ held, and in forked children, whose workers are none of ours.
void Core::Releases::on_release(ObjectNumber number) noexcept {
  if (core_.is_inherited() || !core_.objects_sent_.load(std::memory_order_relaxed)) return;
  const std::lock_guard lock{core_.released_mutex_};
  core_.released_.push_back(number);
  core_.supervisor_wake_.notify();
}

void Core::release_objects() {
  std::vector<ObjectNumber> released;
  {
    const std::lock_guard lock{released_mutex_};
    released.swap(released_);
  }
  if (functions_.has_forgotten()) forget_functions();
  for (const auto& lane : lanes_) {
    if (!lane || lane->stopping) continue;
    for (const ObjectNumber number : released) lane->forget(number);
    lane->channel().publish_and_wake();
  }
}

void Core::forget_functions() {
  const auto functions = functions_.take_forgotten();
  for (const auto& lane : lanes_) {
    if (lane && !lane->stopping) lane->forget(functions);
  }
}

}  // namespace polyproc::internal::pool
