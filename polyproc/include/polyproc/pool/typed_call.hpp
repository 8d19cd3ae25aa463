#pragma once

#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "polyproc/outcome.hpp"
#include "polyproc/pool/call.hpp"

namespace polyproc::internal::pool {

[[noreturn]] void throw_result_taken();

template <class T, class... Seen>
consteval bool can_be_copied();

template <class... Seen, class... Ps>
consteval bool all_can_be_copied(wire::Parts<Ps...>) {
  return (can_be_copied<std::remove_const_t<std::remove_all_extents_t<Ps>>, Seen...>() && ...);
}

/// Whether a T can be copied, also where T promises it and its parts cannot, as std::vector<std::unique_ptr<int>> does.
/// A type that contains itself (by way of a container) is looked at once: `Seen` are those being looked at. A class
/// with cereal functions that is no aggregate cannot be looked into, and is believed.
template <class T, class... Seen>
consteval bool can_be_copied() {
  if constexpr ((std::same_as<T, Seen> || ...)) {
    return true;
  } else if constexpr (!std::is_copy_constructible_v<T>) {
    return false;
  } else if constexpr (requires { requires std::same_as<T, std::shared_ptr<typename T::element_type>>; }) {
    return true;  // whatever it points to
  } else if constexpr (std::same_as<typename wire::Codec<T>::parts, wire::Parts<>> && wire::VisibleAggregate<T>) {
    return all_can_be_copied<T, Seen...>(wire::members_of<T>{});  // its cereal functions say nothing of them
  } else {
    return all_can_be_copied<T, Seen...>(typename wire::Codec<T>::parts{});
  }
}

/// A call whose whole result is a V.
template <class V>
class TypedCall : public Call {
 public:
  /// The result of a done call; throws the error of the failed item with the lowest index. May be called again, if V
  /// can be copied: otherwise the second call throws std::logic_error.
  virtual V result() = 0;
  /// Null if no item has failed.
  [[nodiscard]] virtual std::exception_ptr first_error() const = 0;
  [[nodiscard]] bool has_error() const final { return first_error() != nullptr; }
};

/// One task.
template <class R>
class SingleCall final : public TypedCall<R> {
 public:
  R result() override {
    if (error_) std::rethrow_exception(error_);
    if constexpr (can_be_copied<R>()) {
      return *value_;
    } else {
      // Relaxed: it only picks one of the threads that ask. What they may read was made visible by done().
      if (taken_.exchange(true, std::memory_order_relaxed)) throw_result_taken();
      return std::move(*value_);
    }
  }
  /// Same, leaving nothing behind: for a caller that keeps no AsyncResult.
  R take() {
    if (error_) std::rethrow_exception(error_);
    return std::move(*value_);
  }
  [[nodiscard]] std::exception_ptr first_error() const override { return error_; }

 private:
  void set_value(std::size_t, wire::Reader& result) override { value_.emplace(wire::decode<R>(result)); }
  void set_error(std::size_t, std::exception_ptr error) override { error_ = std::move(error); }

  std::optional<R> value_;
  std::exception_ptr error_;
  std::atomic<bool> taken_ = false;
};

/// One or many tasks that return nothing.
class VoidCall final : public TypedCall<void> {
 public:
  void make_room() {}
  void result() override {
    if (auto error = first_error()) std::rethrow_exception(error);
  }
  void take() { result(); }
  [[nodiscard]] std::exception_ptr first_error() const override {
    return errors_.empty() ? std::exception_ptr{} : errors_.begin()->second;
  }
  [[nodiscard]] std::vector<Outcome<void>> take_outcomes() const {
    std::vector<Outcome<void>> all(items());
    for (const auto& [item, error] : errors_) all[item] = error;
    return all;
  }

 private:
  void set_value(std::size_t, wire::Reader&) override {}
  void set_error(std::size_t item, std::exception_ptr error) override { errors_.emplace(item, std::move(error)); }

  std::map<std::size_t, std::exception_ptr> errors_;
};

/// Results that are kept as plain values: half the memory and no test per item. vector<bool> has no elements to write
/// to.
template <class R>
concept PlainSlot =
    std::default_initializable<R> && std::is_trivially_copyable_v<R> && std::copyable<R> && !std::same_as<R, bool>;

/// Many tasks; results in the order of the items.
template <class R>
class MapCall final : public TypedCall<std::vector<R>> {
  static constexpr bool kPlain = PlainSlot<R>;
  using Slot = std::conditional_t<kPlain, R, std::optional<R>>;

 public:
  /// To be called when all items have been encoded.
  void make_room() { values_.resize(this->items()); }

  std::vector<R> result() override {
    if (auto error = first_error()) std::rethrow_exception(error);
    if constexpr (can_be_copied<R>()) {
      if constexpr (kPlain) return values_;
    } else if (taken_.exchange(true, std::memory_order_relaxed)) {  // relaxed as in SingleCall
      throw_result_taken();
    }
    return gather<R>();
  }
  /// Same, leaving nothing behind: for a caller that keeps no AsyncResult.
  std::vector<R> take() {
    if (auto error = first_error()) std::rethrow_exception(error);
    if constexpr (kPlain) return std::move(values_);
    return gather<R, /*move=*/true>();
  }
  [[nodiscard]] std::exception_ptr first_error() const override {
    return errors_.empty() ? std::exception_ptr{} : errors_.begin()->second;
  }
  /// One outcome per item; leaves nothing behind.
  std::vector<Outcome<R>> take_outcomes() {
    std::vector<Outcome<R>> all;
    all.reserve(values_.size());
    for (std::size_t item = 0; item < values_.size(); ++item) {
      const auto error = errors_.find(item);
      if (error != errors_.end()) {
        all.emplace_back(error->second);
      } else {
        all.emplace_back(get<true>(values_[item]));
      }
    }
    return all;
  }

 private:
  template <bool move>
  static decltype(auto) get(Slot& slot) {
    if constexpr (kPlain) {
      return (slot);
    } else if constexpr (move || !can_be_copied<R>()) {
      return std::move(*slot);
    } else {
      return (*slot);
    }
  }
  template <class T, bool move = false>
  std::vector<T> gather() {
    std::vector<T> all;
    all.reserve(values_.size());
    for (Slot& slot : values_) all.push_back(get<move>(slot));
    return all;
  }
  void set_value(std::size_t item, wire::Reader& result) override {
    if constexpr (kPlain) {
      values_[item] = wire::decode<R>(result);
    } else {
      values_[item].emplace(wire::decode<R>(result));
    }
  }
  void set_values(std::size_t first, std::span<const std::byte> results) override {
    if constexpr (wire::Number<R>) std::memcpy(values_.data() + first, results.data(), results.size());
  }
  void set_error(std::size_t item, std::exception_ptr error) override { errors_.emplace(item, std::move(error)); }

  std::vector<Slot> values_;
  std::map<std::size_t, std::exception_ptr> errors_;
  std::atomic<bool> taken_ = false;
};

}  // namespace polyproc::internal::pool
