#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "polyproc/error.hpp"
#include "polyproc/wire/callable.hpp"
#include "polyproc/wire/code_address.hpp"
#include "polyproc/wire/value.hpp"

namespace polyproc {

/// How a new process comes into being.
enum class StartMethod {
  fork,   ///< a copy of the program as it is now; refused while other threads run
  spawn,  ///< the program's file executed anew
};

struct ProcessOptions {
  std::string name = {};                         ///< for messages; "Process-1", "Process-2", … if empty
  bool daemon = false;                           ///< killed rather than waited for when nobody wants it any more
  StartMethod start_method = StartMethod::fork;  ///< spawn: function and arguments must be such that can be sent
  bool fork_with_threads = false;                ///< insist on fork although other threads run
};

namespace internal::process {

/// What a process does: a callable and its arguments.
class Target {
 public:
  virtual ~Target() = default;
  virtual void run() = 0;
  /// Throws std::invalid_argument if it cannot be sent.
  virtual void encode(wire::Writer& writer) const = 0;
};

using MakeTarget = std::unique_ptr<Target> (*)(wire::Reader& target);
template <class F, class... A>
std::unique_ptr<Target> make_target(wire::Reader& target);
[[noreturn]] void throw_target_not_sendable();

template <class F, class... A>
class TargetOf final : public Target {
 public:
  TargetOf(F function, A... arguments) : function_{std::move(function)}, arguments_{std::move(arguments)...} {}
  void run() override {
    std::apply([this](A&... arguments) { std::invoke(function_, std::move(arguments)...); }, arguments_);
  }
  void encode(wire::Writer& writer) const override {
    if constexpr (wire::is_sendable_callable<F> && (wire::is_sendable<A> && ...)) {
      wire::encode<MakeTarget>(writer, &make_target<F, A...>);
      wire::encode_callable<F>(writer, function_);
      wire::encode<std::tuple<A...>>(writer, arguments_);
    } else {
      throw_target_not_sendable();
    }
  }

 private:
  F function_;
  std::tuple<A...> arguments_;
};

template <class F, class... A>
std::unique_ptr<Target> make_target(wire::Reader& target) {
  F function = wire::decode_callable<F>(target);
  auto arguments = wire::decode<std::tuple<A...>>(target);
  return std::apply(
      [&](A&... values) -> std::unique_ptr<Target> {
        return std::make_unique<TargetOf<F, A...>>(std::move(function), std::move(values)...);
      },
      arguments);
}

}  // namespace internal::process

/// A function that runs in a process of its own, at the same time as the calling program and in a copy of its memory.
/// What it changes there nobody else sees; use Queue, SharedArray and the like to exchange data.
///
///     Process worker{[&] { results.put(compute(input)); }};
///     worker.start();
///     worker.join();
///
/// With StartMethod::spawn it runs the program's image anew (see polyproc::init) and gets copies of function and
/// arguments; otherwise start() forks the program, so the function sees everything as it is at that moment and may have
/// captured anything, also by reference. The exit code is 0 when the function returns, 1 when it throws (the message
/// goes to stderr), n when it calls std::exit(n), and -s when signal s ends it. What the function registers with
/// std::atexit runs at its end; what the program had registered, and the program's static objects, are left alone.
/// Other threads of the function end with it. Open files are shared with the program, except those of pools, whose
/// copies in the child do nothing.
///
/// A process never outlives the program that started it, however that ends (also by SIGKILL). (If main() leaves its
/// thread by pthread_exit, that counts as the end for the processes started on that thread.) When a Process is
/// destroyed, or main() returns, a daemon is killed and any other process waited for. In a child
/// that has a copy of it by fork, its functions throw std::logic_error, and destroying it does nothing.
///
/// Starting and joining one costs about as much as fork() and waitpid(): 0.2 ms, and more for a program with much
/// memory. One thread at a time may call start(); the other functions may be called from several threads.
class Process {
 public:
  /// Keeps `function` and `arguments` until start(), which lets go of them here. They are moved into the call.
  template <class F, class... A>
    requires std::invocable<F&, A&&...>
  explicit Process(F function, A... arguments)
      : Process{ProcessOptions{}, std::move(function), std::move(arguments)...} {}
  template <class F, class... A>
    requires std::invocable<F&, A&&...>
  Process(ProcessOptions options, F function, A... arguments)
      : Process{std::move(options),
                std::unique_ptr<internal::process::Target>{std::make_unique<internal::process::TargetOf<F, A...>>(
                    std::move(function), std::move(arguments)...)}} {}
  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;
  ~Process();

  /// Forks. Throws std::logic_error if it was started before, or if other threads run and `fork_with_threads` is not
  /// set; SystemError if the system refuses, after which it may be tried again.
  void start();
  /// Waits until the process has ended. Throws std::logic_error if it has not been started.
  void join();
  /// Same, but false if it has not ended within `timeout`; zero and less only look.
  bool join_for(Duration timeout);
  /// Sends SIGTERM, SIGKILL, or SIGINT as Ctrl-C does. Nothing happens if it has ended. Throws std::logic_error if it
  /// has not been started.
  void terminate();
  void kill();
  void interrupt();

  /// Whether it has been started and has not ended.
  [[nodiscard]] bool is_alive() const;
  /// 0 before start().
  [[nodiscard]] int pid() const;
  [[nodiscard]] const std::string& name() const;
  /// n for exit(n), -s when signal s ended it. Empty until it has ended; and for ever if the exit status went
  /// elsewhere: the program ignores SIGCHLD, or waits for all its children itself.
  [[nodiscard]] std::optional<int> exitcode() const;

 private:
  struct State;
  Process(ProcessOptions options, std::unique_ptr<internal::process::Target> target);
  [[nodiscard]] State& own_state(const char* what) const;
  [[nodiscard]] State& started_state(const char* what) const;
  void let_go() noexcept;

  std::unique_ptr<State> state_;
};

/// A process as others know it.
struct ProcessInfo {
  std::string name = {};
  int pid = 0;
};

/// The calling process as this library knows it.
class CurrentProcess {
 public:
  /// "MainProcess" in the program itself.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] int pid() const noexcept;
  /// The way here: {} in the program itself, {2} in the second process it made, {2, 1} in the first that one made. The
  /// same in each run of a program, so it may enter the seed of random numbers.
  [[nodiscard]] const std::vector<int>& identity() const noexcept { return identity_; }

 private:
  friend class CurrentProcessState;
  std::string name_ = "MainProcess";
  std::vector<int> identity_;
};

/// The calling process. The reference holds for the life of the process.
[[nodiscard]] const CurrentProcess& current_process();
/// The process that started this one; empty in the program itself.
[[nodiscard]] std::optional<ProcessInfo> parent_process();
/// What this process has started by Process::start() and has not ended, in the order of starting. A pool's workers are
/// not among them. Safe to call from several threads.
[[nodiscard]] std::vector<ProcessInfo> active_children();

}  // namespace polyproc
