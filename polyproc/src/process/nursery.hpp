#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <variant>

#include "channel/channel.hpp"
#include "os/pidfd.hpp"
#include "os/process.hpp"
#include "os/socket.hpp"
#include "process/spawn.hpp"

namespace polyproc::internal::process {

/// Which worker: its place in the pool, and how many have held that place before it.
struct WorkerId {
  std::uint32_t place = 0;
  std::uint32_t generation = 0;
  friend bool operator==(WorkerId, WorkerId) = default;
};

/// What a worker does from its birth on; it ends by exit_now. Called in a process that has one thread.
using WorkerMain = std::function<void(WorkerId id, channel::Channel::Parts parts)>;

/// What a nursery tells: a worker lives, could not be made, or has ended; or the nursery itself is gone.
struct WorkerStarted {
  WorkerId id;
  os::Pid pid = 0;
  os::PidFd process;  ///< closed if this process had no descriptor left to receive it with
};
struct WorkerNotStarted {
  WorkerId id;
  int errnum = 0;
};
struct WorkerEnded {
  WorkerId id;
  os::ChildEnd end;
};
struct NurseryGone {};
using NurseryReport = std::variant<WorkerStarted, WorkerNotStarted, WorkerEnded, NurseryGone>;

struct Request;

/// A small single-threaded process from which every worker of a pool is forked, seen from the pool.
///
/// It is forked from the program when it is made, so a worker made later sees the program as it was then, and costs the
/// same however much the program has grown since. When this object is destroyed, or the program ends in whatever way,
/// the nursery kills every worker and everything below them, and ends.
class Nursery {
 public:
  /// Forks. The caller has made sure that it may (ForkGuard). Throws SystemError.
  explicit Nursery(const WorkerMain& worker_main);
  /// Runs the program's image anew instead: `entry` gets the arguments, and two descriptors to hand to
  /// run_spawned_nursery(). Throws std::logic_error if polyproc::init has not run; SystemError.
  Nursery(SpawnEntry entry, const wire::Writer& arguments);
  Nursery(const Nursery&) = delete;
  Nursery& operator=(const Nursery&) = delete;
  /// Ends the nursery and what is below it, and waits for that. In a forked child: does nothing.
  ~Nursery();

  /// Asks for a worker; WorkerStarted or WorkerNotStarted follows. False if the nursery is gone.
  bool start_worker(WorkerId id, const channel::Channel::Parts& parts);
  /// Same, with the places that its standard output and standard error go to.
  bool start_worker(WorkerId id, const channel::Channel::Parts& parts, const os::FileDescriptor& output,
                    const os::FileDescriptor& errors);
  /// Has the nursery kill a worker, which need not be known by a descriptor. WorkerEnded follows, unless there was no
  /// room for the request: then it can be made again.
  void kill_worker(WorkerId id) noexcept;
  /// Readable when next_report() has something.
  [[nodiscard]] int descriptor() const noexcept { return control_.descriptor(); }
  /// What has happened, if anything. After NurseryGone every worker is dead or about to be.
  [[nodiscard]] std::optional<NurseryReport> next_report();
  [[nodiscard]] os::Pid pid() const noexcept { return pid_; }
  /// The nursery goes on if somebody has stopped it (SIGSTOP); otherwise it does not notice.
  void wake_if_stopped() noexcept;

 private:
  void watch(os::Pid pid);
  bool send(const Request& request, std::span<const int> descriptors);

  os::ControlSocket control_;
  os::Pid pid_ = 0;
  os::PidFd process_;
  os::Pid maker_;  // only the process that made the nursery may reap it
};

}  // namespace polyproc::internal::process
