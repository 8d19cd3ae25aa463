#pragma once

#include <mutex>
#include <string>

#include "trace/frame.hpp"

namespace polyproc::internal::trace {

/// A stack, and its readable form, which is made when somebody asks for it. Any thread.
class Backtrace {
 public:
  explicit Backtrace(Stack stack) : stack_{std::move(stack)} {}

  /// One line per function, innermost first: "#0 shop::price(int) at shop.cpp:42". What is this library's own, around
  /// the user's code, is left out. Empty if the stack is.
  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] const Stack& stack() const noexcept { return stack_; }

 private:
  Stack stack_;
  mutable std::once_flag made_;
  mutable std::string text_;
};

}  // namespace polyproc::internal::trace
