#include "os/stack.hpp"

#include <dlfcn.h>
#include <link.h>
#include <ucontext.h>
#include <unwind.h>

namespace polyproc::internal::os {
namespace {

struct Walk {
  std::span<std::uintptr_t> addresses;
  std::size_t* count;
  std::uintptr_t skip_until = 0;  // not 0: nothing is written before this address has been met
};

_Unwind_Reason_Code visit(_Unwind_Context* frame, void* data) {
  auto& walk = *static_cast<Walk*>(data);
  int before_instruction = 0;
  std::uintptr_t address = ::_Unwind_GetIPInfo(frame, &before_instruction);
  if (address == 0) return _URC_END_OF_STACK;
  if (walk.skip_until != 0) {
    if (address == walk.skip_until) walk.skip_until = 0;
    return _URC_NO_REASON;
  }
  // A return address may already belong to the next line, or the next function; the call itself does not.
  if (before_instruction == 0) --address;
  if (*walk.count == walk.addresses.size()) return _URC_END_OF_STACK;
  walk.addresses[*walk.count] = address;
  ++*walk.count;
  return _URC_NO_REASON;
}

std::uintptr_t interrupted_at(const ucontext_t& context) noexcept {
#if defined(__x86_64__)
  return static_cast<std::uintptr_t>(context.uc_mcontext.gregs[REG_RIP]);
#elif defined(__aarch64__)
  return context.uc_mcontext.pc;
#else
#error "where does this processor keep its program counter?"
#endif
}

// Who called the interrupted function, if that had no time to do anything: a call through a null pointer.
std::uintptr_t return_address(const ucontext_t& context) noexcept {
#if defined(__x86_64__)
  return *reinterpret_cast<const std::uintptr_t*>(context.uc_mcontext.gregs[REG_RSP]);
#elif defined(__aarch64__)
  return context.uc_mcontext.regs[30];
#endif
}

}  // namespace

std::optional<CodePlace> place_of(std::uintptr_t address) noexcept {
  dl_find_object found;
  // Not dladdr or dl_iterate_phdr: they take a lock, which the interrupted code may hold.
  if (::_dl_find_object(reinterpret_cast<void*>(address), &found) != 0) return std::nullopt;
  return CodePlace{found.dlfo_link_map->l_name, address - found.dlfo_link_map->l_addr};
}

std::size_t walk_stack(std::span<std::uintptr_t> addresses) noexcept {
  std::size_t count = 0;
  Walk walk{addresses, &count};
  ::_Unwind_Backtrace(&visit, &walk);
  return count;
}

void walk_interrupted_stack(const void* context, std::span<std::uintptr_t> addresses, std::size_t& count) noexcept {
  const auto& interrupted = *static_cast<const ucontext_t*>(context);
  const std::uintptr_t here = interrupted_at(interrupted);
  addresses[0] = here;
  count = 1;
  if (!place_of(here)) {
    // Nothing can be unwound from where there is no code. What called it has left its address.
    addresses[1] = return_address(interrupted) - 1;
    count = 2;
    return;
  }
  Walk walk{addresses, &count, /*skip_until=*/here};
  ::_Unwind_Backtrace(&visit, &walk);
}

}  // namespace polyproc::internal::os
