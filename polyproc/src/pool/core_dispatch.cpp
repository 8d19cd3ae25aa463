// Giving out work: which worker gets how much, and what is taken back.
#include <algorithm>
#include <limits>

#include "pool/core.hpp"

namespace polyproc::internal::pool {
namespace {

using namespace std::chrono_literals;

// Work that a worker has in advance: enough to hide the way to it (a wake-up takes 20 to 50 us), little enough to be
// given to others when it turns out to be slow.
constexpr auto kAdvance = 400us;
constexpr auto kChunk = 200us;
constexpr std::size_t kMostItemsAhead = 32'768;
// Of arguments: with what stands between them in a frame they fit into a quarter of the ring.
constexpr std::size_t kLargestChunkBytes = std::size_t{16} * 1024;
constexpr std::size_t kLargestBlockBytes = 2 * kLargestChunkBytes;
// Their descriptors have to fit into a socket, and into the worker.
constexpr std::size_t kMostHandlesInAChunk = 128;
// A worker that is at one item for so long, and longer than most, is slow: others may have what it has not started.
constexpr auto kPatience = 200us;
constexpr auto kLongestWaitBehindABlock = 2ms;
// One that has not even begun is being born or woken; taking its work away at once would only send the work around.
constexpr auto kPatienceWithTheUnborn = 20ms;

// Whether a worker has something that it has not started.
bool has_unstarted(Lane& lane) { return lane.unanswered() > 1 || (!lane.idle() && !lane.has_started_one()); }

}  // namespace

// Items that a worker is given in advance at the present pace.
std::size_t Core::items_ahead() const { return std::clamp<std::size_t>(pace_.items_in(kAdvance), 2, kMostItemsAhead); }

// The lane with the least to do among those that may be given more.
Lane* Core::least_loaded() {
  Lane* best = nullptr;
  const std::size_t enough = items_ahead();
  for (const auto& lane : lanes_) {
    if (!lane || lane->stopping || lane->worn || lane->full || lane->unanswered() >= enough) continue;
    if (best != nullptr && best->unanswered() <= lane->unanswered()) continue;
    if (lane->recall_pending()) continue;
    best = lane.get();
  }
  return best;
}

void Core::dispatch() {
  if (!pending_.empty()) {
    if (functions_.has_forgotten()) forget_functions();
    while (Lane* const lane = least_loaded()) {
      lane->full = !feed(*lane);
      if (pending_.empty()) break;
    }
    for (const auto& lane : lanes_) {
      if (!lane) continue;
      lane->full = false;
      if (std::exchange(lane->unpublished, false)) lane->channel().publish_and_wake();
    }
  }
  for (const auto& lane : lanes_) {
    if (lane && lane->worn) end_if_worn(*lane);
  }
  if (pending_.empty() && anybody_idle()) rebalance();
}

// Tasks that a worker may still be given before it is replaced.
std::size_t Core::tasks_left(const Lane& lane) const {
  if (options_.max_tasks_per_child == 0) return std::numeric_limits<std::size_t>::max();
  const std::size_t given = lane.answered() + lane.unanswered();
  return static_cast<std::size_t>(options_.max_tasks_per_child) - given;
}

// Sends the worker the next piece of pending work; false if it has no room now.
bool Core::feed(Lane& lane) {
  Span& next = pending_.front();
  const std::size_t count = std::min(chunk_of(next), tasks_left(lane));
  try {
    if (!lane.try_send({next.call, next.first, count})) return false;
    lane.unpublished = true;
    if (!objects_sent_ && lane.holds_objects()) objects_sent_ = true;
    next.take(count);
    lane.worn |= tasks_left(lane) == 0;
  } catch (const SystemError&) {
    // No memory or no descriptor to send it with. There will be when something that is under way has ended; if nothing
    // is, that is these items' error, not the pool's.
    if (anything_in_flight()) return false;
    fail_items(next.take(count), std::current_exception());
  } catch (const std::exception&) {
    fail_items(next.take(count), std::current_exception());
  }
  if (pending_.front().count == 0) pending_.pop_front();
  return true;
}

bool Core::anything_in_flight() const {
  return std::ranges::any_of(lanes_, [](const auto& lane) { return lane && !lane->idle(); });
}

// Items to hand out at a time: about 200 us of work, and less towards the end so that all workers finish together.
std::size_t Core::chunk_of(const Span& span) const {
  const std::size_t wanted = span.call->options.chunksize;
  const std::size_t fair_share = span.count / (2 * size_) + 1;
  std::size_t count = wanted != 0 ? std::min(span.count, wanted)
                                  : std::min({span.count, pace_.items_in(kChunk), fair_share, kMostItemsAhead});
  const std::size_t most_bytes = span.call->in_blocks ? kLargestBlockBytes : kLargestChunkBytes;
  const auto is_too_much = [&](std::size_t items) {
    return (wanted == 0 && span.call->bytes_of(span.first, items) > most_bytes) ||
           span.call->objects_of(span.first, items).size() > kMostHandlesInAChunk;
  };
  while (count > 1 && is_too_much(count)) count /= 2;
  return count;
}

// A task that may have to wait for the one before it, which may be long, while somebody has nothing to do.
bool Core::anything_waits_behind_another() const {
  return anybody_idle() && std::ranges::any_of(lanes_, [](const auto& lane) {
           return lane && !lane->stopping && lane->unanswered() > 1;
         });
}

bool Core::anybody_idle() const {
  return std::ranges::any_of(lanes_, [](const auto& lane) { return lane && !lane->stopping && lane->idle(); });
}

// Somebody has nothing to do while somebody else has something that it may not have started.
bool Core::rebalance_possible() const {
  return anybody_idle() &&
         std::ranges::any_of(lanes_, [](const auto& lane) { return lane && !lane->stopping && has_unstarted(*lane); });
}

// Looks last at what the worker is writing just now: to ask for that would hold it up.
bool Core::is_slow(Lane& lane) const {
  if (lane.stopping || lane.idle()) return false;
  const auto quiet = Clock::now() - std::max(lane.last_progress, lane.last_moved);
  if (quiet <= kPatience || !has_unstarted(lane) || lane.recall_pending()) return false;
  if (lane.is_preparing()) return false;  // if it dies of that there must be an item to blame, and not the next worker
  const auto patience = lane.has_started_one() ? std::max<std::chrono::nanoseconds>(kPatience, 4 * pace_.per_item())
                                               : std::chrono::nanoseconds{kPatienceWithTheUnborn};
  return quiet > patience;
}

// Whether a worker that has not answered for a while is getting on with a block, whose results come together, and will
// soon have started all that it has.
bool Core::gets_on(Lane& lane) {
  if (!lane.in_flight().front().call->in_blocks) return false;
  const std::uint64_t started = lane.newly_started();
  const auto now = Clock::now();
  const auto quiet = now - std::max(lane.last_progress, lane.last_moved);
  if (started == 0 || quiet * lane.unstarted() / started > kLongestWaitBehindABlock) return false;
  lane.last_moved = now;
  return true;
}

// Takes back what slow workers have not started, for those that are idle.
void Core::rebalance() {
  bool taken_back = false;
  for (const auto& lane : lanes_) {
    if (!lane || !is_slow(*lane) || gets_on(*lane)) continue;
    auto spans = lane->recall();
    taken_back |= !spans.empty();
    put_back(std::move(spans));
  }
  if (taken_back) dispatch();
}

// Somebody could begin at once with work that nobody has.
bool Core::work_can_go() const {
  if (pending_.empty()) return false;
  return std::ranges::any_of(lanes_, [](const auto& lane) {
    return lane && !lane->stopping && !lane->worn && lane->idle() && !lane->recall_pending();
  });
}

void Core::put_back(std::deque<Span> spans) {
  for (auto span = spans.rbegin(); span != spans.rend(); ++span) pending_.push_front(std::move(*span));
}

}  // namespace polyproc::internal::pool
