#pragma once

#include <cstdint>
#include <thread>

namespace polyproc::internal::process {

// A fork copies one thread, and whatever another thread had locked stays locked in the child for ever. So the library's
// own threads are ended before a fork and started again after it, and foreign ones make it refuse. Merely parking a
// helper would do for us but not for ThreadSanitizer, which lets the child of a program with several threads make no
// thread.

/// A thread that serves the library in the background.
///
/// Its work must stand being interrupted and begun anew at any time, since every fork does that (see ForkGuard).
class HelperThread {
 public:
  /// What the thread does.
  class Body {
   public:
    /// The work; called again after a fork. Returns soon after request_stop(). May use no ForkGuard except in UserCode.
    virtual void run() = 0;
    /// Asks run() to return, from another thread and possibly before it has begun: the request must last until
    /// prepare_to_run().
    virtual void request_stop() = 0;
    /// Withdraws the request. Called before each run, while no run() is under way.
    virtual void prepare_to_run() {}

   protected:
    ~Body() = default;
  };

  /// The stretch of run() in which somebody else's code is called, which may take as long as it likes and wait for
  /// whatever it likes, also for a fork by another thread. So it is not waited for: meanwhile the thread counts as one
  /// of the program's own.
  class UserCode {
   public:
    UserCode();
    UserCode(const UserCode&) = delete;
    UserCode& operator=(const UserCode&) = delete;
    ~UserCode();
    /// False if the thread is being ended just now: the code has to wait until run() is called again.
    [[nodiscard]] bool entered() const noexcept { return entered_; }

   private:
    bool entered_;
  };

  /// Starts the thread; under a ForkGuard, when that is over. `body` must outlive this object. Throws std::system_error
  /// if there is no thread to be had.
  explicit HelperThread(Body& body);
  HelperThread(const HelperThread&) = delete;
  HelperThread& operator=(const HelperThread&) = delete;
  /// Stops the thread and waits for it. On the thread itself, in UserCode: lets it go, to end when run() returns. In a
  /// forked child: does nothing.
  ~HelperThread();

 private:
  friend class HelperThreads;
  enum class State : std::uint8_t { stopped, running, stopping };

  Body& body_;
  const unsigned generation_;  // of the process that has the thread
  // The following are guarded by the lock of HelperThreads.
  State state_ = State::stopped;
  bool in_user_code_ = false;
  std::thread thread_;
  HelperThread* next_ = nullptr;
};

/// The stretch of code in which this process may be forked. There is one at a time in a process: others wait.
///
///     const ForkGuard guard{options.fork_with_threads, "Process::start"};
///     if (os::fork_process() == 0) { ForkGuard::in_child(); … }
class ForkGuard {
 public:
  /// Ends all helper threads except those in UserCode. Throws std::logic_error, which begins with `what` and names the
  /// remedies, if other threads run and the caller does not insist by `with_threads`.
  ForkGuard(bool with_threads, const char* what);
  ForkGuard(const ForkGuard&) = delete;
  ForkGuard& operator=(const ForkGuard&) = delete;
  /// Starts the helper threads again. In a forked child: does nothing.
  ~ForkGuard();

  /// For the child just forked: it has no helper threads and no guard, whatever its parent had.
  static void in_child() noexcept;

 private:
  const unsigned generation_;  // of the process that has the guard
};

}  // namespace polyproc::internal::process
