#include "pool/lane.hpp"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <iterator>

#include "polyproc/wire/value.hpp"
#include "pool/sent_function.hpp"

namespace polyproc::internal::pool {
namespace {

channel::Outgoing frame(Request kind, std::span<const std::byte> bytes,
                        std::span<const std::shared_ptr<SharedMemory>> objects = {}) {
  return {.kind = static_cast<std::uint32_t>(kind), .bytes = bytes, .objects = objects};
}

template <class T>
channel::Outgoing frame_of(Request kind, const T& value) {
  return frame(kind, std::as_bytes(std::span{&value, 1}));
}

void append_item(wire::Writer& out, const Call& call, std::size_t item, bool alone) {
  const auto bytes = call.arguments_of(item);
  const auto objects = static_cast<std::uint32_t>(call.objects_of(item, 1).size());
  out.write_value(ItemHeader{alone ? kTheRest : static_cast<std::uint32_t>(bytes.size()), objects});
  out.write(bytes.data(), bytes.size());
}

}  // namespace

Lane::Lane(process::WorkerId id, std::unique_ptr<channel::Channel> channel) : id_{id}, channel_{std::move(channel)} {}

void Lane::set_process(os::Pid pid, os::PidFd process) noexcept {
  pid_ = pid;
  process_ = std::move(process);
  awaited_since_.reset();
  if (stopping) expect_news();  // of its end
  if (kill_when_known_) kill();
}

void Lane::kill() noexcept {
  expect_news();
  kill_when_known_ = !process_.is_open();
  if (!kill_when_known_) process_.send_signal(SIGKILL);
}

void Lane::end() {
  if (!send_stop()) return end_now();
  stopping = true;
  expect_news();
}

void Lane::end_now() noexcept {
  stopping = true;
  kill();
}

void Lane::wake_if_stopped() noexcept {
  if (process_.is_open()) process_.send_signal(SIGCONT);
  awaited_since_ = Clock::now();
}

bool Lane::memory_was_refused() const noexcept {
  const auto& shared = channel_->shared();
  // Relaxed: asked when the worker is dead.
  if (shared.memory_refused.load(std::memory_order_relaxed) != 0) return true;
  const os::CrashRecord& crash = shared.crash;
  if (crash.signal == 0 || crash.data_limit > (std::uint64_t{1} << 62U)) return false;
  // malloc may have given null for something large; what the library holds back itself is of this order.
  constexpr std::uint64_t kClose = std::uint64_t{4} << 20U;
  return crash.data_bytes + std::max(kClose, crash.data_bytes / 16) > crash.data_limit;
}

bool Lane::send_function(const SentFunction& function) {
  const MakeTaskFunction make = function.make();
  if (!codes_.contains(make)) {
    wire::Writer code;
    code.write_value(reinterpret_cast<std::uint64_t>(make));  // the address here serves as its id
    wire::encode(code, make);
    if (!channel_->try_send(frame(Request::code, code.bytes()))) return false;
    codes_.insert(make);
  }
  frame_.clear();
  frame_.write_value(function.id());
  frame_.write_value(reinterpret_cast<std::uint64_t>(make));
  const auto object = function.encoded().bytes();
  frame_.write(object.data(), object.size());
  if (!channel_->try_send(frame(Request::function, frame_.bytes(), function.encoded().objects()))) return false;
  functions_.insert(function.id());
  return true;
}

bool Lane::try_send(const Span& items) {
  const Call& call = *items.call;
  if (!functions_.contains(call.function->id()) && !send_function(*call.function)) return false;
  frame_.clear();
  frame_.write_value(
      ItemsHeader{call.function->id(), items.count, *call.options.seed, *call.options.call_number, items.index()});
  if (!(call.in_blocks ? send_block(items) : send_items(items))) return false;
  if (idle()) last_progress = Clock::now();
  in_flight_.push_back(items);
  unanswered_ += items.count;
  sent_ += items.count;
  return true;
}

// Both: behind the header, which is in frame_.
bool Lane::send_items(const Span& items) {
  const Call& call = *items.call;
  for (std::size_t i = 0; i < items.count; ++i) append_item(frame_, call, items.first + i, items.count == 1);
  return channel_->try_send(frame(Request::items, frame_.bytes(), call.objects_of(items.first, items.count)));
}

bool Lane::send_block(const Span& items) {
  const auto arguments = items.call->block_of(items.first, items.count);
  frame_.write_value(*items.call->shape());
  frame_.write(arguments.data(), arguments.size());
  return channel_->try_send(frame(Request::block, frame_.bytes()));
}

bool Lane::send_stop() {
  if (!channel_->try_send(frame(Request::stop, {}))) return false;
  channel_->publish_and_wake();
  return true;
}

void Lane::forget(const std::vector<std::uint64_t>& functions) {
  for (const std::uint64_t id : functions) {
    if (functions_.erase(id) != 0) to_forget_.push_back(id);
  }
  while (!to_forget_.empty() && channel_->try_send(frame_of(Request::forget, to_forget_.back()))) to_forget_.pop_back();
}

void Lane::forget(ObjectNumber object) {
  if (channel_->held_by_peer().erase(object) != 0) to_release_.push_back(object);
  while (!to_release_.empty() && channel_->try_send(frame_of(Request::release, to_release_.back())))
    to_release_.pop_back();
}

bool Lane::may_answer_with(std::size_t bytes) const noexcept {
  if (bytes == 0) return false;
  for (const Span& span : in_flight_) {
    if (!span.call->in_blocks) return false;
    const std::size_t result_bytes = span.call->shape()->result_bytes;
    if (bytes <= span.count * result_bytes) return bytes % result_bytes == 0;
    bytes -= span.count * result_bytes;
  }
  return false;
}

Span Lane::take_answered(std::size_t most) {
  Span& front = in_flight_.front();
  Span answered = front.take(std::min(most, front.count));
  if (front.count == 0) in_flight_.pop_front();
  unanswered_ -= answered.count;
  answered_ += answered.count;
  return answered;
}

std::uint64_t Lane::started() noexcept {
  // Acquire: with an answered recall comes everything that the worker did before.
  return channel_->shared().started.load(std::memory_order_acquire);
}

bool Lane::has_started_one() noexcept {
  // Anything but "as many started as answered" means that it was at the next one, also if a mad worker has spoilt the
  // count.
  return !idle() && (started() & ~channel::kRecall) != answered_;
}

std::uint64_t Lane::newly_started() noexcept {
  const std::uint64_t now = started() & ~channel::kRecall;
  return now - std::exchange(started_seen_, now);
}

std::size_t Lane::unstarted() noexcept {
  const std::uint64_t running = (started() & ~channel::kRecall) - answered_;
  return unanswered_ - std::min<std::uint64_t>(unanswered_, running);
}

bool Lane::is_preparing() const noexcept {
  // Relaxed: a hint, unless the worker is dead.
  return unanswered_ != 0 && channel_->shared().preparing.load(std::memory_order_relaxed) != 0;
}

bool Lane::recall_pending() noexcept {
  // Not by the bit alone: a mad worker may have set it, and nobody would take it away.
  // Sequentially consistent against the worker, who answers and then looks at the bell: see Core::sleep_on_bells.
  recalled_ = recalled_ && (channel_->shared().started.load(std::memory_order_seq_cst) & channel::kRecall) != 0;
  return recalled_;
}

std::deque<Span> Lane::recall() {
  auto& shared = channel_->shared();
  shared.recalled_below.store(sent_, std::memory_order_relaxed);  // ordered by the next step
  const std::uint64_t started_before =
      shared.started.fetch_or(channel::kRecall, std::memory_order_acq_rel) & ~channel::kRecall;
  // Between none and all of the unanswered items have been started; anything else is nonsense and taken as one.
  std::uint64_t running = started_before - answered_;
  if (running > unanswered_) running = 1;
  std::deque<Span> kept;
  for (; running > 0; --running) {
    kept.push_back(in_flight_.front().take(1));
    if (in_flight_.front().count == 0) in_flight_.pop_front();
  }
  std::deque<Span> recalled = std::exchange(in_flight_, std::move(kept));
  unanswered_ = in_flight_.size();
  // The worker notices a recall when it comes to a recalled item. Where there is none it is withdrawn: nothing can be
  // claimed meanwhile, since everything sent has been started.
  recalled_ = !recalled.empty();
  if (!recalled_) shared.started.fetch_and(~channel::kRecall, std::memory_order_relaxed);
  return recalled;
}

std::deque<Span> Lane::take_all() noexcept {
  unanswered_ = 0;
  return std::exchange(in_flight_, {});
}

bool Lane::has_items_of(const Call& call) const noexcept {
  return std::ranges::any_of(in_flight_, [&](const Span& span) { return span.call.get() == &call; });
}

}  // namespace polyproc::internal::pool
