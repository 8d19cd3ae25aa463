#include "os/crash_handler.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "os/memory.hpp"
#include "os/output_lines.hpp"
#include "os/process.hpp"
#include "os/stack.hpp"
#include "os/syscall.hpp"

// Everything below that runs in the handler is async-signal-safe: no allocation, no lock, no stdio.
namespace polyproc::internal::os {
namespace {

struct Fault {
  int signal;
  struct sigaction before;
};

std::array<Fault, 5> faults{{{SIGSEGV, {}}, {SIGBUS, {}}, {SIGFPE, {}}, {SIGILL, {}}, {SIGABRT, {}}}};
CrashRecord* record_of_this_process = nullptr;
unsigned recording_generation = 0;
std::atomic<Pid> recording_thread{0};
// Both belong to whoever holds recording_thread.
int first_signal = 0;
Pid recorded_thread = 0;
std::uint64_t page_bytes = 0;

void on_fault(int signal, siginfo_t* info, void* context);

// A buffer for the handler: the stack it runs on is small.
std::array<std::uintptr_t, std::tuple_size_v<decltype(CrashRecord::frames)>> addresses;

class PathTable {
 public:
  explicit PathTable(CrashRecord& record) : record_{record} {}

  std::uint32_t find_or_add(const char* path) noexcept {
    if (path == last_path_) return last_;
    std::uint32_t begin = 0;
    for (; begin < used_; begin += static_cast<std::uint32_t>(std::strlen(&record_.paths[begin])) + 1) {
      if (std::strcmp(&record_.paths[begin], path) == 0) return remember(path, begin);
    }
    const std::size_t bytes = std::strlen(path) + 1;
    if (bytes > record_.paths.size() - used_) return CrashRecord::kNoModule;
    std::memcpy(&record_.paths[used_], path, bytes);
    used_ += static_cast<std::uint32_t>(bytes);
    return remember(path, begin);
  }

 private:
  std::uint32_t remember(const char* path, std::uint32_t begin) noexcept {
    last_path_ = path;
    return last_ = begin;
  }

  CrashRecord& record_;
  std::uint32_t used_ = 0;
  const char* last_path_ = nullptr;
  std::uint32_t last_ = 0;
};

// The sixth number of /proc/self/statm.
std::uint64_t data_pages() noexcept {
  std::array<char, 128> text{};
  const int fd = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  const ssize_t bytes = ::read(fd, text.data(), text.size() - 1);
  ::close(fd);
  std::uint64_t number = 0;
  int field = 1;
  for (ssize_t i = 0; i < bytes && field <= 6; ++i) {
    const char c = text[static_cast<std::size_t>(i)];
    if (c == ' ') {
      if (field++ < 6) number = 0;
    } else if (c >= '0' && c <= '9') {
      number = 10 * number + static_cast<std::uint64_t>(c - '0');
    }
  }
  return number;
}

void write_memory_down(CrashRecord& record) noexcept {
  rlimit limit{};
  ::getrlimit(RLIMIT_DATA, &limit);
  record.data_limit = limit.rlim_cur;
  record.data_bytes = data_pages() * page_bytes;
}

void write_down(CrashRecord& record, int signal, const void* context) noexcept {
  record.signal = signal;
  write_buffered_output();
  record.frame_count = 0;
  write_memory_down(record);
  std::size_t count = 0;
  walk_interrupted_stack(context, addresses, count);
  PathTable paths{record};
  for (std::size_t i = 0; i < count; ++i) {
    const auto place = place_of(addresses[i]);
    record.frames[i] = place ? CrashRecord::Frame{place->offset, paths.find_or_add(place->module), 0}
                             : CrashRecord::Frame{addresses[i], CrashRecord::kNoModule, 0};
    record.frame_count = static_cast<std::uint32_t>(i + 1);
  }
}

// To those who handled them before; signals that somebody has taken over since stay his, but for `own`, which he has
// left to us.
void give_signals_back(int own) noexcept {
  for (const Fault& fault : faults) {
    struct sigaction now {};
    ::sigaction(fault.signal, nullptr, &now);
    if (fault.signal == own || now.sa_sigaction == &on_fault) ::sigaction(fault.signal, &fault.before, nullptr);
  }
}

void unblock(int signal) noexcept {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

// Ends the process by a signal that the calling handler may have blocked.
void pass_on(int signal) noexcept {
  give_signals_back(signal);
  ::raise(signal);
  unblock(signal);
}

// Whether the one who handled the signal before is a function that we can call. Not one that is for one time only: the
// kernel keeps count of that.
bool is_callable(const struct sigaction& before) noexcept {
  return before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN &&
         (static_cast<unsigned>(before.sa_flags) & static_cast<unsigned>(SA_RESETHAND)) == 0;
}

// As the kernel would. What it blocks is unblocked when the calling handler returns.
void call(const struct sigaction& before, int signal, siginfo_t* info, void* context) {
  ::pthread_sigmask(SIG_BLOCK, &before.sa_mask, nullptr);
  if ((before.sa_flags & SA_NODEFER) != 0) unblock(signal);
  if ((before.sa_flags & SA_SIGINFO) != 0) {
    before.sa_sigaction(signal, info, context);
  } else {
    before.sa_handler(signal);
  }
}

enum class Turn { ours, nested, missed };

// Waits until no other thread writes the record. That one ends us all in a moment, or has its fault repaired by another
// handler; or hangs, and so we do not wait for ever.
Turn take_turn(Pid thread) noexcept {
  for (int i = 0; i < 200; ++i) {
    Pid holder = 0;
    // Acquire: what the thread before us has written lies behind us; see leave_turn.
    if (recording_thread.compare_exchange_strong(holder, thread, std::memory_order_acquire)) return Turn::ours;
    if (holder == thread) return Turn::nested;
    ::poll(nullptr, 0, 10);
  }
  return Turn::missed;
}

// Release: whoever takes the turn next sees all that was written.
void leave_turn() noexcept { recording_thread.store(0, std::memory_order_release); }

bool may_write() noexcept { return recording_generation == fork_generation(); }

// The calling thread's fault was repaired: unless there has been another one since, the record is void.
void forget_fault_of(Pid thread) noexcept {
  if (take_turn(thread) != Turn::ours) return;
  if (recorded_thread == thread && may_write()) record_of_this_process->signal = 0;
  leave_turn();
}

void on_fault(int signal, siginfo_t* info, void* context) {
  const int errnum = errno;
  const Pid thread = ::gettid();
  const bool sent = info->si_code <= 0;
  const auto& before = std::ranges::find(faults, signal, &Fault::signal)->before;
  if (sent && before.sa_handler == SIG_IGN) return;
  const Turn turn = take_turn(thread);
  // The stack is spoilt so badly that walking it was a fault of its own.
  if (turn == Turn::nested) return pass_on(first_signal);
  if (turn == Turn::ours) {
    first_signal = signal;
    recorded_thread = thread;
    if (may_write()) write_down(*record_of_this_process, signal, context);
  }
  if (is_callable(before)) {
    // Before the call, which may end in a jump to somewhere else.
    if (turn == Turn::ours) leave_turn();
    errno = errnum;
    call(before, signal, info, context);
    if (signal != SIGABRT) forget_fault_of(thread);  // abort() ends the process also if the handler returns
  } else if (sent) {
    pass_on(signal);  // a fault happens again when we return to the instruction that made it; this does not
  } else {
    give_signals_back(signal);
  }
  errno = errnum;
}

// The stack of the handler for the calling thread, whose own may have overflowed. Never given back.
void make_signal_stack() {
  constexpr std::size_t kBytes = std::size_t{64} * 1024;
  void* const memory = ::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED) throw SystemError{errno, "mmap"};
  const stack_t stack{.ss_sp = memory, .ss_flags = 0, .ss_size = kBytes};
  check(::sigaltstack(&stack, nullptr), "sigaltstack");
}

}  // namespace

void record_crashes(CrashRecord& record) {
  record_of_this_process = &record;
  recording_generation = fork_generation();
  recording_thread.store(0, std::memory_order_relaxed);
  page_bytes = page_size();
  make_signal_stack();
  struct sigaction action {};
  action.sa_sigaction = &on_fault;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (Fault& fault : faults) {
    struct sigaction before {};
    check(::sigaction(fault.signal, &action, &before), "sigaction");
    // In a worker of a worker's pool the handler was inherited; what came before it stays what it was.
    if (before.sa_sigaction != &on_fault) fault.before = before;
  }
}

}  // namespace polyproc::internal::os
