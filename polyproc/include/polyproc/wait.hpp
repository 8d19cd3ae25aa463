#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <ranges>
#include <utility>
#include <vector>

#include "polyproc/async_result.hpp"
#include "polyproc/pool/call_group.hpp"
#include "polyproc/pool/pulling_iterator.hpp"

namespace polyproc {

/// When wait() returns.
enum class ReturnWhen { first_completed, first_exception, all_completed };

/// Positions of results, in the order in which they ended, and of those that have not.
struct WaitResult {
  std::vector<std::size_t> done;
  std::vector<std::size_t> not_done;
};

namespace internal::pool {

template <std::ranges::input_range Results>
std::vector<std::shared_ptr<Call>> calls_of(Results&& results) {
  std::vector<std::shared_ptr<Call>> calls;
  for (auto&& result : results) calls.push_back(call_of(result));
  return calls;
}

/// Several calls as a group; remembers which are still out.
class Watch {
 public:
  explicit Watch(std::vector<std::shared_ptr<Call>> calls);
  [[nodiscard]] std::size_t left() const noexcept { return calls_.size() - taken_; }
  /// The position of the next that ends; empty when the deadline passes, or when none is left.
  std::optional<std::size_t> next(CallGroup::Deadline deadline = std::nullopt);
  [[nodiscard]] bool has_taken(std::size_t position) const { return is_taken_[position]; }
  [[nodiscard]] bool has_failed(std::size_t position) const { return calls_[position]->has_error(); }

 private:
  bool wait_for_one(CallGroup::Deadline deadline);

  std::vector<std::shared_ptr<Call>> calls_;
  std::shared_ptr<CallGroup> group_ = std::make_shared<CallGroup>();
  std::vector<bool> is_taken_;
  std::size_t taken_ = 0;
  std::size_t first_left_ = 0;  // all before are taken
  bool one_pool_ = true;
};

/// All that ends until `when`, or until the timeout.
WaitResult wait_for_results(Watch watch, std::optional<Duration> timeout, ReturnWhen when);

}  // namespace internal::pool

/// Waits for the results of a range (of AsyncResult, also of several pools), and says which have ended. Their errors
/// stay where they are, for get(). Gives up after `timeout`, if there is one; 0 is a look.
template <std::ranges::input_range Results>
WaitResult wait(Results&& results, std::optional<Duration> timeout = {}, ReturnWhen when = ReturnWhen::all_completed) {
  return internal::pool::wait_for_results(internal::pool::Watch{internal::pool::calls_of(results)}, timeout, when);
}

/// Results in the order in which they end:
///
///     for (auto& result : polyproc::as_completed(results)) use(result.get());
///
/// An input range that borrows the results. Waits in begin() and ++; throws Timeout there once `timeout`, counted from
/// the call of as_completed, has passed.
template <class R>
class AsCompleted {
 public:
  using iterator = internal::pool::PullingIterator<AsCompleted, AsyncResult<R>>;

  AsCompleted(std::vector<AsyncResult<R>*> results, std::optional<Duration> timeout)
      : results_{std::move(results)},
        watch_{internal::pool::calls_of(
            results_ | std::views::transform([](AsyncResult<R>* result) -> AsyncResult<R>& { return *result; }))} {
    if (timeout) deadline_ = internal::pool::deadline_after(*timeout);
  }
  iterator begin() {
    advance();
    return iterator{*this};
  }
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

 private:
  friend iterator;
  AsyncResult<R>& current() const { return *results_[*current_]; }
  [[nodiscard]] bool at_end() const noexcept { return !current_; }
  void advance() {
    const bool any_left = watch_.left() != 0;
    current_ = watch_.next(deadline_);
    if (any_left && !current_) throw Timeout{"as_completed: not all results have ended in time"};
  }

  std::vector<AsyncResult<R>*> results_;
  internal::pool::Watch watch_;
  internal::pool::CallGroup::Deadline deadline_;
  std::optional<std::size_t> current_;
};

template <std::ranges::input_range Results>
auto as_completed(Results& results, std::optional<Duration> timeout = {}) {
  using Result = std::ranges::range_value_t<Results>;
  std::vector<Result*> all;
  for (Result& result : results) all.push_back(&result);
  return AsCompleted<typename Result::value_type>{std::move(all), timeout};
}

}  // namespace polyproc
