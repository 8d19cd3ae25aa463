#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <type_traits>
#include <utility>
#include <vector>

#include "polyproc/outcome.hpp"
#include "polyproc/pool/call_group.hpp"
#include "polyproc/pool/submission.hpp"

namespace polyproc::internal::pool {

/// Bounds of a lazy map, in items.
struct LazyBounds {
  std::size_t ahead = 0;  ///< pulled from the input and not yet handed to the consumer
  std::size_t batch = 0;  ///< travel together
};
[[nodiscard]] LazyBounds lazy_bounds(const CallOptions& options);

/// A map whose input is pulled, and whose results are handed out, one after the other: what lies between is bounded.
/// Used by the thread that consumes, and by no other.
template <class R>
class LazyMap {
 public:
  virtual ~LazyMap() = default;
  /// The next result; empty at the end. An error of the input comes behind the results of what was pulled before.
  virtual std::optional<Outcome<R>> next() = 0;
};

enum class Order { of_input, of_completion };

template <class F, class View>
class LazyMapOver final : public LazyMap<item_result<F, View>> {
  using Item = std::ranges::range_value_t<View>;
  using Arguments = detail::ItemArguments<OneArgument, Item>;
  using R = detail::result_for<F, Arguments>;
  using Batch = call_type<R, /*many=*/true>;

 public:
  LazyMapOver(std::shared_ptr<Core> core, CallOptions options, Order order, F function, View input)
      : core_{std::move(core)},
        options_{options},
        bounds_{lazy_bounds(options)},
        order_{order},
        function_{std::move(function)},
        input_{std::move(input)} {
    options_.call_number = number_of_next_call(*core_);
    options_.chunksize = bounds_.batch;
    options_.continues = true;
    options_.progress = nullptr;
  }
  ~LazyMapOver() override {
    for (auto& [tag, batch] : running_) cancel(*batch);
  }

  std::optional<Outcome<R>> next() override {
    pull_ahead();
    if (ready_.empty() && !running_.empty()) take_batch();
    if (!ready_.empty()) return take_one();
    if (input_error_) return Outcome<R>{std::exchange(input_error_, nullptr)};
    return std::nullopt;
  }

 private:
  // Invariant: pulled_ - handed_out_ <= bounds_.ahead.
  void pull_ahead() {
    while (!input_ended_ && pulled_ - handed_out_ < bounds_.ahead) {
      const std::size_t room = bounds_.ahead - (pulled_ - handed_out_);
      // A batch that would be cut short waits until there is room for all of it, unless nothing else is on its way.
      if (room < bounds_.batch && !(running_.empty() && ready_.empty())) return;
      pull_batch(std::min(room, bounds_.batch));
    }
  }

  void pull_batch(std::size_t most) {
    auto batch = std::make_shared<Batch>();
    batch->options = options_;
    batch->options.first_item = pulled_;
    std::exception_ptr encoding_error;
    while (batch->items() < most && !encoding_error && !at_end()) encoding_error = pull_item(*batch);
    if (batch->items() != 0) send(std::move(batch));
    if (encoding_error) add_failed(encoding_error);
  }

  // A pool that takes no more ends the input: what it has taken before is delivered first.
  void send(std::shared_ptr<Batch> batch) try {
    batch->make_room();
    submit(core_, batch, Arguments::source(function_));
    add(std::move(batch));
  } catch (const Error&) {
    end_with_error();
  }

  // What is wrong with an item itself is returned; what is wrong with the input is kept for its end.
  std::exception_ptr pull_item(Batch& batch) try {
    decltype(auto) item = **position_;
    ++pulled_;
    try {
      Arguments::encode(batch, item);
    } catch (...) {
      batch.drop_unended();
      return std::current_exception();
    }
    return nullptr;
  } catch (...) {
    end_with_error();
    return nullptr;
  }

  void end_with_error() {
    input_error_ = std::current_exception();
    input_ended_ = true;
  }

  void add(std::shared_ptr<Batch> batch) {
    if (order_ == Order::of_completion) add_to_group(*batch, group_, next_tag_);
    running_.emplace(next_tag_++, std::move(batch));
  }

  // An item that never went anywhere, in its place between the others.
  void add_failed(const std::exception_ptr& error) {
    auto batch = std::make_shared<Batch>();
    batch->end_item();
    batch->make_room();
    batch->fail(0, error);
    batch->set_done();
    add(std::move(batch));
  }

  // Also moves to the item after the last one pulled: not before it is wanted, which may take the input long.
  bool at_end() try {
    if (input_ended_) return true;
    if (!position_) {
      position_.emplace(std::ranges::begin(input_));
    } else if (moved_for_ != pulled_) {
      ++*position_;
    }
    moved_for_ = pulled_;
    return input_ended_ = *position_ == std::ranges::end(input_);
  } catch (...) {
    end_with_error();
    return true;
  }

  void take_batch() {
    auto entry = running_.begin();
    if (order_ == Order::of_completion) {
      wait_for_any(*entry->second, *group_);
      entry = running_.find(*group_->take_ended());
    } else {
      wait(*entry->second);
    }
    for (auto& outcome : entry->second->take_outcomes()) ready_.push_back(std::move(outcome));
    running_.erase(entry);
  }

  Outcome<R> take_one() {
    Outcome<R> outcome = std::move(ready_.front());
    ready_.pop_front();
    ++handed_out_;
    return outcome;
  }

  std::shared_ptr<Core> core_;
  CallOptions options_;
  LazyBounds bounds_;
  Order order_;
  F function_;
  View input_;
  std::optional<std::ranges::iterator_t<View>> position_;
  std::size_t moved_for_ = 0;
  bool input_ended_ = false;
  std::exception_ptr input_error_;
  std::size_t pulled_ = 0, handed_out_ = 0;
  std::map<std::size_t, std::shared_ptr<Batch>> running_;  // by tag, so in the order of the input
  std::size_t next_tag_ = 0;
  std::deque<Outcome<R>> ready_;
  std::shared_ptr<CallGroup> group_ = std::make_shared<CallGroup>();
};

template <class F, std::ranges::input_range X>
std::unique_ptr<LazyMap<item_result<F, X>>> make_lazy_map(const std::shared_ptr<Core>& core, CallOptions options,
                                                          Order order, F function, X&& items) {
  using View = std::views::all_t<X>;
  using Arguments = detail::ItemArguments<OneArgument, std::ranges::range_value_t<X>>;
  Arguments::template require<F>();
  if constexpr (Arguments::template fit<F>) {
    return std::make_unique<LazyMapOver<F, View>>(core, options, order, std::move(function),
                                                  std::views::all(std::forward<X>(items)));
  } else {
    return nullptr;  // never run: the sentence above has stopped the compiler
  }
}

}  // namespace polyproc::internal::pool
