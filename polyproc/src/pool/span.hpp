#pragma once

#include <cstddef>
#include <memory>

#include "polyproc/pool/call.hpp"

namespace polyproc::internal::pool {

/// Some consecutive items of a call.
struct Span {
  std::shared_ptr<Call> call;
  std::size_t first = 0;
  std::size_t count = 0;

  /// What the first of them is in the user's call.
  [[nodiscard]] std::size_t index() const noexcept { return call->options.first_item + first; }

  /// Takes the first `n` items off.
  Span take(std::size_t n) {
    Span taken{call, first, n};
    first += n;
    count -= n;
    return taken;
  }
};

}  // namespace polyproc::internal::pool
