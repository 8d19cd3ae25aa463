#pragma once

#include <atomic>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "polyproc/error.hpp"
#include "polyproc/pool/call_group.hpp"
#include "polyproc/pool/task_function.hpp"
#include "polyproc/wire/reader.hpp"
#include "polyproc/wire/writer.hpp"

namespace polyproc::internal::pool {

class Core;
class ProgressBar;
class SentFunction;

/// How a call's items are run.
struct CallOptions {
  std::optional<Duration> timeout = {};   ///< wall clock per item
  std::optional<Duration> cpu_time = {};  ///< CPU time per item
  int max_retries = 0;                    ///< times a task is started again after the death of its worker
  std::size_t chunksize = 0;              ///< items handed out at a time; 0: chosen by measured time
  std::size_t buffersize = 0;             ///< of a lazy map: items pulled ahead of the consumer; 0: chosen
  std::size_t first_item = 0;  ///< what the first item of this call is in the user's: a lazy map makes many calls
  std::optional<std::uint64_t> call_number = {};  ///< of the user's call on the pool; empty: the next
  std::optional<std::uint64_t> seed = {};         ///< of the random streams; empty: the pool's
  bool continues = false;                         ///< belongs to a call that was made before, so a closed pool takes it
  const std::string* progress = nullptr;          ///< label of a progress bar, read at submission; null: none
  bool waited_for = false;  ///< the submitting thread waits for it next, so nobody else need hear of its results
};

/// One use of a pool: a function and the items it is applied to (one for apply), and what becomes of them.
///
/// Made and filled by the caller's thread. From submit() on everything but done() is guarded by the pool's lock.
class Call : public std::enable_shared_from_this<Call> {
 public:
  Call() = default;
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  virtual ~Call() = default;

  /// The encoded arguments of all items, one after the other: encode into it, then end_item().
  wire::Writer& arguments() noexcept { return arguments_; }
  /// Takes back what was written for an item that could not be encoded to its end.
  void drop_unended();
  void end_item() {
    ++items_;
    if (!shape_) ends_.push_back({arguments_.size(), arguments_.objects().size()});
  }
  void reserve_items(std::size_t count) {
    if (!shape_) ends_.reserve(count);
  }
  [[nodiscard]] std::size_t items() const noexcept { return items_; }
  /// Before the first item: all are numbers, and have this shape.
  void set_shape(const BlockShape& shape) noexcept { shape_ = shape; }
  /// Several items of that shape at once.
  void add_items(const void* arguments, std::size_t count) {
    arguments_.write(arguments, count * shape_->argument_bytes);
    items_ += count;
  }
  [[nodiscard]] const std::optional<BlockShape>& shape() const noexcept { return shape_; }
  /// The arguments of consecutive items, which have a shape.
  [[nodiscard]] std::span<const std::byte> block_of(std::size_t first, std::size_t count) const noexcept {
    return arguments_.bytes().subspan(first * shape_->argument_bytes, count * shape_->argument_bytes);
  }
  [[nodiscard]] std::span<const std::byte> arguments_of(std::size_t item) const noexcept;
  [[nodiscard]] std::span<const std::shared_ptr<SharedMemory>> objects_of(std::size_t first,
                                                                          std::size_t count) const noexcept;
  [[nodiscard]] std::size_t bytes_of(std::size_t first, std::size_t count) const noexcept;

  CallOptions options;
  std::shared_ptr<const SentFunction> function;
  std::shared_ptr<ProgressBar> bar;  ///< set at submission, if somebody looks
  bool in_blocks = false;            ///< set at submission: its items have a shape, and nobody watches them one by one
  bool cancelled = false;
  std::map<std::size_t, int> attempts;  ///< of items whose worker has died at least once

  /// A worker has done an item. Decodes its result; if that throws, the item has failed with what was thrown.
  void deliver(std::size_t item, wire::Reader& result);
  /// A worker has done consecutive items, which have a shape; these are their results.
  void deliver_block(std::size_t first, std::size_t count, std::span<const std::byte> results);
  /// An item has ended without a result.
  void fail(std::size_t item, std::exception_ptr error);
  [[nodiscard]] std::size_t ended_items() const noexcept { return ended_; }
  [[nodiscard]] bool all_items_ended() const noexcept { return ended_ == items(); }

  /// The results are there to be read; no lock needed from then on.
  [[nodiscard]] bool done() const noexcept { return done_.load(std::memory_order_acquire); }
  /// Release: who sees done() also sees the results.
  void set_done() noexcept { done_.store(true, std::memory_order_release); }

  [[nodiscard]] virtual bool has_error() const = 0;

  /// Callbacks for completion, taken by whoever completes the call.
  std::vector<std::function<void()>> continuations;
  /// Groups to tell, and the number by which each knows this call.
  struct Membership {
    std::shared_ptr<CallGroup> group;
    std::size_t tag;
  };
  std::vector<Membership> groups;
  std::shared_ptr<Core> core;

 private:
  virtual void set_value(std::size_t item, wire::Reader& result) = 0;
  /// Only of items that have a shape.
  virtual void set_values(std::size_t, std::span<const std::byte>) { assert(false); }
  virtual void set_error(std::size_t item, std::exception_ptr error) = 0;

  struct End {
    std::size_t bytes;
    std::size_t objects;
  };
  [[nodiscard]] End begin_of(std::size_t item) const noexcept {
    if (shape_) return {item * shape_->argument_bytes, 0};
    return item == 0 ? End{0, 0} : ends_[item - 1];
  }

  wire::Writer arguments_;
  std::optional<BlockShape> shape_;
  std::size_t items_ = 0;
  std::vector<End> ends_;  // of items without a shape
  std::size_t ended_ = 0;
  std::atomic<bool> done_ = false;
};

/// Where a call's function comes from. `identity` are the bytes of a small trivially copyable function object: calls
/// with equal bytes share one copy in the workers. Empty: each call has a copy of its own.
struct FunctionSource {
  MakeTaskFunction make = nullptr;
  std::span<const std::byte> identity;
  const void* object = nullptr;
  void (*encode)(const void* object, wire::Writer& out) = nullptr;
};

/// Starts a call. Throws PoolClosed, or what makes the pool unusable.
void submit(const std::shared_ptr<Core>& core, const std::shared_ptr<Call>& call, const FunctionSource& source);
/// What was returned at the end of a worker: its type and value, encoded.
struct KeptResult {
  std::vector<std::byte> bytes;
  std::vector<std::shared_ptr<SharedMemory>> objects;
};
[[nodiscard]] std::vector<KeptResult> finalizer_results(Core& core);
/// The number that the next call on this pool would have, which is used up.
std::uint64_t number_of_next_call(Core& core);
/// Waits until the call is done; false if the deadline passed first. Moves results meanwhile.
bool wait(Call& call, std::optional<std::chrono::steady_clock::time_point> deadline = std::nullopt);
/// Runs `callback` on the pool's callback thread once the call is done (also if it is already).
void when_done(Call& call, std::function<void()> callback);
/// Ends the call's items that have not ended with Cancelled. False if it was done already.
bool cancel(Call& call);

}  // namespace polyproc::internal::pool
