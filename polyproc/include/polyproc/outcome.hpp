#pragma once

#include <exception>
#include <utility>
#include <variant>

namespace polyproc {

/// What became of one task: a value or an error.
template <class R>
class Outcome {
 public:
  Outcome(R value) : state_{std::in_place_index<0>, std::move(value)} {}
  Outcome(std::exception_ptr error) : state_{std::in_place_index<1>, std::move(error)} {}

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  /// The value; throws the error if there is none.
  R& value() {
    if (!has_value()) std::rethrow_exception(std::get<1>(state_));
    return std::get<0>(state_);
  }
  /// The error; null if there is a value.
  [[nodiscard]] std::exception_ptr error() const noexcept {
    return has_value() ? std::exception_ptr{} : *std::get_if<1>(&state_);
  }

 private:
  std::variant<R, std::exception_ptr> state_;
};

/// What became of one task that returns nothing.
template <>
class Outcome<void> {
 public:
  Outcome() = default;
  Outcome(std::exception_ptr error) : error_{std::move(error)} {}

  [[nodiscard]] bool has_value() const noexcept { return error_ == nullptr; }
  /// Throws the error if there is one.
  void value() const {
    if (error_) std::rethrow_exception(error_);
  }
  [[nodiscard]] std::exception_ptr error() const noexcept { return error_; }

 private:
  std::exception_ptr error_;
};

}  // namespace polyproc
