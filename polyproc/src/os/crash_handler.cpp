#include "os/crash_handler.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "os/memory.hpp"
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
int first_signal = 0;
std::uint64_t page_bytes = 0;

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

void give_signals_back() noexcept {
  for (const Fault& fault : faults) ::sigaction(fault.signal, &fault.before, nullptr);
}

// Ends the process by a signal that the calling handler may have blocked.
void pass_on(int signal) noexcept {
  give_signals_back();
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  ::raise(signal);
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void on_fault(int signal, siginfo_t* info, void* context) noexcept {
  const int errnum = errno;
  const Pid thread = ::gettid();
  Pid nobody = 0;
  // Relaxed: only the one that wins touches the record.
  if (recording_thread.compare_exchange_strong(nobody, thread, std::memory_order_relaxed)) {
    first_signal = signal;
    if (recording_generation == fork_generation()) write_down(*record_of_this_process, signal, context);
  } else if (nobody == thread) {
    return pass_on(first_signal);  // the stack is spoilt so badly that walking it was a fault of its own
  } else {
    for (;;) ::pause();  // another thread was first, and ends us all in a moment
  }
  // A fault happens again when we return to the instruction that made it; a signal that somebody sent does not.
  if (info->si_code <= 0) return pass_on(signal);
  give_signals_back();
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
