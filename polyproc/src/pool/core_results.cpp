// Taking results in.
#include "pool/core.hpp"
#include "pool/remote_error.hpp"

namespace polyproc::internal::pool {

// Reads every ring and gives out more work. Whether anything had come.
bool Core::serve() {
  bool progress = false;
  for (const auto& lane : lanes_) {
    if (lane && lane->maybe_readable()) progress |= drain(*lane);
  }
  dispatch();
  return progress;
}

bool Core::drain(Lane& lane) {
  const std::uint64_t answered_before = lane.answered();
  bool any = false;
  try {
    while (take_next(lane)) any = true;
  } catch (const std::exception&) {
    // Nonsense in the ring: this worker cannot be believed any more. Its death does the rest.
    lane.end_now();
  }
  if (!any) return false;
  lane.channel().release();
  barren_deaths_ = 0;
  const auto now = Clock::now();
  if (const std::uint64_t answers = lane.answered() - answered_before; answers != 0)
    pace_.add(answers, now - lane.last_progress);
  lane.last_progress = now;
  return true;
}

// What a dead worker had finished counts, also what it had not come to send. One that has been killed, and recalled,
// may live for another moment and send its block just now: then that is found by the second look at the ring.
void Core::drain_dead(Lane& lane) {
  drain(lane);
  const auto block = lane.channel().orphaned_block();
  if (block.empty()) {
    drain(lane);
    return;
  }
  try {
    take_block(lane, block);
  } catch (const std::exception&) {
    // Nonsense from a mad worker, which has got its death already.
  }
}

// False if there is nothing.
bool Core::take_next(Lane& lane) {
  try {
    const auto frame = lane.channel().front();
    if (!frame) return false;
    take_answer(lane, *frame);
    lane.channel().done_with_front();
  } catch (const SystemError&) {
    // No descriptor or no memory is left here to take the result with: that is this item's error, not the worker's.
    if (lane.idle()) throw;
    const Span item = lane.take_answered();
    lane.channel().done_with_front();
    if (!item.call->cancelled) fail_items(item, std::current_exception());
    retire(lane);  // it believes that its handles have arrived
  }
  return true;
}

void Core::take_answer(Lane& lane, const channel::Incoming& frame) {
  wire::Reader in{frame.bytes, lane.channel().objects()};
  const auto kind = static_cast<Response>(frame.kind);
  if (kind == Response::initializer_failed) {
    return give_up(decode_exception(in, 0, 1));
  }
  if (kind == Response::finalized) return keep_finalizer_result(lane, frame);
  if (kind == Response::values) return take_block(lane, frame.bytes);
  if (lane.idle() || (kind != Response::value && kind != Response::exception))
    throw DecodeError{"an answer to nothing"};
  std::exception_ptr error;
  if (kind == Response::exception) {
    const Span& next = lane.in_flight().front();
    const auto tried = next.call->attempts.find(next.first);
    // If it cannot be decoded the item stays in flight, and is blamed for the worker's end.
    error = decode_exception(in, next.index(), 1 + (tried == next.call->attempts.end() ? 0 : tried->second));
  }
  const Span item = lane.take_answered();
  Call& call = *item.call;
  if (call.cancelled) return;
  if (error) {
    call.fail(item.first, std::move(error));
  } else {
    call.deliver(item.first, in);
  }
  if (call.all_items_ended()) complete(call);
}

// The items may lie in several pieces: those that were recalled do. Before any is taken all must fit.
void Core::take_block(Lane& lane, std::span<const std::byte> results) {
  if (!lane.may_answer_with(results.size())) throw DecodeError{"a block of results that are not those of these items"};
  while (!results.empty()) {
    const std::size_t result_bytes = lane.in_flight().front().call->shape()->result_bytes;
    const Span items = lane.take_answered(results.size() / result_bytes);
    const auto taken = results.first(items.count * result_bytes);
    results = results.subspan(taken.size());
    Call& call = *items.call;
    if (call.cancelled) continue;
    call.deliver_block(items.first, items.count, taken);
    if (call.all_items_ended()) complete(call);
  }
}

void Core::keep_finalizer_result(Lane& lane, const channel::Incoming& frame) {
  if (!lane.stopping) throw DecodeError{"a finalizer's result from a worker that was not told to stop"};
  const auto objects = lane.channel().front_objects();
  finalizer_results_.push_back({{frame.bytes.begin(), frame.bytes.end()}, {objects.begin(), objects.end()}});
}

std::vector<KeptResult> Core::finalizer_results() {
  const Lock lock{mutex_};
  return finalizer_results_;
}

void Core::fail_items(const Span& span, const std::exception_ptr& error) {
  for (std::size_t i = 0; i < span.count; ++i) span.call->fail(span.first + i, error);
  if (span.call->all_items_ended()) complete(*span.call);
}

void Core::complete(Call& call) {
  call.set_done();
  forget_limits_of(call);
  const bool heavy = call.function && call.function->is_heavy();
  call.function.reset();
  if (heavy && functions_.has_forgotten()) supervisor_wake_.notify();  // otherwise told with the next work
  --unfinished_calls_;
  promised_callbacks_ -= call.continuations.size();
  for (auto& continuation : call.continuations) callbacks_.add(std::move(continuation));
  call.continuations.clear();
  if (notify_) notify_->notify();
  memberships_ -= call.groups.size();
  for (const auto& [group, tag] : call.groups) group->add_ended(tag);
  call.groups.clear();
  announce(&call);
}

}  // namespace polyproc::internal::pool
