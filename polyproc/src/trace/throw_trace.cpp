#include "trace/throw_trace.hpp"

#include <cxxabi.h>

#include <array>
#include <atomic>
#include <cstring>
#include <exception>

#include "os/module.hpp"
#include "os/stack.hpp"

namespace polyproc::internal::trace {
namespace {

// The stack of one throw. Whoever holds `busy` may touch the rest; nobody waits for it.
struct Throw {
  std::atomic<bool> busy = false;
  const void* object = nullptr;
  const void* type = nullptr;  // its std::type_info
  std::uint64_t number = 0;
  std::size_t count = 0;
  std::array<std::uintptr_t, 128> addresses{};
};

// Exceptions travel between the threads of a task (std::future), so the throws of all threads are kept together.
std::array<Throw, 16> throws;
std::atomic<std::uint64_t> next_number = 0;
std::atomic<bool> remembering = false;

class Hold {
 public:
  // Acquire, release: what the last holder wrote is seen.
  explicit Hold(Throw& entry) noexcept : entry_{entry}, held_{!entry.busy.exchange(true, std::memory_order_acquire)} {}
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;
  ~Hold() {
    if (held_) entry_.busy.store(false, std::memory_order_release);
  }
  explicit operator bool() const noexcept { return held_; }

 private:
  Throw& entry_;
  bool held_;
};

void remember(const void* object, const void* type) noexcept {
  const std::uint64_t number = next_number.fetch_add(1, std::memory_order_relaxed);
  Throw& entry = throws[number % throws.size()];
  const Hold hold{entry};
  if (!hold) return;  // overtaken by sixteen others: this one goes without
  entry.object = object;
  entry.type = type;
  entry.number = number;
  entry.count = os::walk_stack(entry.addresses);
}

// The object that is being handled, which __cxa_throw was given. An exception_ptr is a pointer to it.
const void* current_object() noexcept {
  const std::exception_ptr current = std::current_exception();
  const void* object = nullptr;
  static_assert(sizeof current == sizeof object);
  std::memcpy(&object, static_cast<const void*>(&current), sizeof object);
  return object;
}

}  // namespace

void remember_throws() noexcept { remembering.store(true, std::memory_order_relaxed); }

Stack stack_of_current_exception() {
  const void* const object = current_object();
  if (object == nullptr) return {};
  // Memory is used again: the last throw of an object at this address is the one. If it was of another type, this
  // object has not been thrown, but made by std::make_exception_ptr.
  const void* const type = abi::__cxa_current_exception_type();
  Stack stack;
  std::uint64_t last = 0;
  for (Throw& entry : throws) {
    const Hold hold{entry};
    if (!hold || entry.object != object || entry.number < last) continue;
    last = entry.number;
    stack = {};
    if (entry.type == type) stack = stack_of({entry.addresses.data(), entry.count});
  }
  return stack;
}

}  // namespace polyproc::internal::trace

// A throw expression calls this function of the C++ runtime. Linked into a program, this definition comes before that
// of the shared runtime and passes on to it. It is weak, and refers to its neighbour in the runtime, so that in a
// program with a static runtime that one's own definition wins and nothing is remembered.
// By its name in the object file, since the compilers do not agree on how it is declared.
extern "C" [[gnu::weak, gnu::noinline, noreturn]] void polyproc_throw(void* object, void* type,
                                                                      void (*destroy)(void*)) __asm__("__cxa_throw");

void polyproc_throw(void* object, void* type, void (*destroy)(void*)) {
  using Throw = void (*)(void*, void*, void (*)(void*));
  [[maybe_unused]] static const volatile auto neighbour = &__cxxabiv1::__cxa_init_primary_exception;
  static const auto next = reinterpret_cast<Throw>(polyproc::internal::os::next_symbol("__cxa_throw"));
  if (polyproc::internal::trace::remembering.load(std::memory_order_relaxed))
    polyproc::internal::trace::remember(object, type);
  next(object, type, destroy);
  __builtin_unreachable();
}
