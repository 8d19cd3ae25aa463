#include "memory/object_numbers.hpp"

#include <atomic>

#include "os/fork_handler.hpp"
#include "os/random.hpp"

namespace polyproc::internal::memory {
namespace {

// This process among all others; 0: not drawn yet. Relaxed throughout: nothing else is published by these two.
std::atomic<std::uint64_t> own_token;
std::atomic<std::uint64_t> numbers_given;

// A child counts on where its parent was, so it must not share the parent's token. Not told by the pid, which may come
// round again further down the family.
void forget_token() { own_token.store(0, std::memory_order_relaxed); }

std::uint64_t draw_token() {
  static const bool forgotten_in_children = (os::call_in_forked_children(&forget_token), true);
  (void)forgotten_in_children;
  const std::uint64_t drawn = os::random_bits() | 1U;  // never 0
  std::uint64_t current = 0;
  return own_token.compare_exchange_strong(current, drawn, std::memory_order_relaxed) ? drawn : current;
}

}  // namespace

ObjectNumber new_object_number() {
  std::uint64_t token = own_token.load(std::memory_order_relaxed);
  if (token == 0) token = draw_token();
  return {token, numbers_given.fetch_add(1, std::memory_order_relaxed)};
}

}  // namespace polyproc::internal::memory
