#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace polyproc::internal::os {

/// An address inside the code of a module: `offset` counts from the module's base.
struct CodePlace {
  const char* module = nullptr;  ///< its path, empty for the main program; lives as long as the module is loaded
  std::uintptr_t offset = 0;
};

/// The module that contains `address`; empty if none does. Async-signal-safe, no lock.
[[nodiscard]] std::optional<CodePlace> place_of(std::uintptr_t address) noexcept;

/// The addresses that the calling thread is at, innermost first: for a caller, one inside its call instruction. Returns
/// how many were written. Async-signal-safe; about 50 ns per frame.
std::size_t walk_stack(std::span<std::uintptr_t> addresses) noexcept;

/// Same, from a signal handler, for the code that the signal interrupted. `context` is the handler's third argument.
/// The first address is written before anything else of the stack is looked at, so it is there even if the stack is
/// spoilt; `count` says at any time how many are complete.
void walk_interrupted_stack(const void* context, std::span<std::uintptr_t> addresses, std::size_t& count) noexcept;

}  // namespace polyproc::internal::os
