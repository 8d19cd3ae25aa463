#include "process/nursery_main.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <map>

#include "os/epoll.hpp"
#include "os/pipe.hpp"
#include "os/signals.hpp"
#include "process/helper_threads.hpp"
#include "process/nursery_protocol.hpp"

namespace polyproc::internal::process {
namespace {

class NurseryProcess {
 public:
  NurseryProcess(os::ControlSocket control, os::PidFd program, const WorkerMain& worker_main)
      : control_{std::move(control)}, program_{std::move(program)}, worker_main_{worker_main} {
    events_.add(control_.descriptor(), kControl);
    events_.add(program_.descriptor(), kProgram);
    events_.add(child_ended_.get(), kChild);
  }

  /// Serves until the pool or the program is gone.
  void serve() {
    for (;;) {
      // Orphans are looked for when there is nothing more urgent, since that takes a look at every process. A moment is
      // waited, in which the pool may order a replacement for the worker that has just been buried.
      const auto ready = events_.wait(orphans_possible_ ? std::optional{std::chrono::milliseconds{1}} : std::nullopt);
      if (ready.empty() && orphans_possible_) kill_orphans();
      for (const std::uint64_t key : ready) {
        if (key == kProgram) return;
        if (key == kChild) bury_children();
        if (key == kControl && !serve_request()) return;
      }
    }
  }

  /// Ends everything below this process.
  void end_everything() {
    for (const auto& [pid, id] : workers_) kill_with_group(pid);
    for (;;) {
      while (const auto pid = os::find_ended_child()) {
        os::send_signal_to_group(*pid, SIGKILL);
        os::reap(*pid);
      }
      if (!os::has_children()) return;
      for (const os::Pid pid : os::children()) kill_with_group(pid);
      (void)os::wait_readable(child_ended_.get(), std::chrono::milliseconds{10});
      os::drain_signal_descriptor(child_ended_);
    }
  }

 private:
  enum Key : std::uint64_t { kControl, kProgram, kChild };

  // Only for children of this process that it has not reaped: their pids cannot have come to mean somebody else.
  static void kill_with_group(os::Pid pid) {
    os::send_signal(pid, SIGKILL);
    os::send_signal_to_group(pid, SIGKILL);
  }

  bool serve_request() {
    Request request;
    auto received = control_.receive(std::as_writable_bytes(std::span{&request, 1}));
    if (received.bytes == 0) return false;
    if (received.bytes != sizeof request) return true;
    if (request.kind == Request::Kind::kill) {
      kill_worker(request.id);
    } else {
      start_worker_with(request.id, received.descriptors);
    }
    return true;
  }

  void kill_worker(WorkerId id) {
    const auto found = std::ranges::find(workers_, id, [](const auto& worker) { return worker.second; });
    if (found != workers_.end()) os::send_signal(found->first, SIGKILL);  // not reaped yet, so it is still that one
  }

  void start_worker_with(WorkerId id, std::vector<os::FileDescriptor>& fds) {
    if (fds.size() != Request::kDescriptors && fds.size() != Request::kDescriptorsWithOutput) {
      report({.kind = ReportMessage::Kind::not_started, .id = id, .code = EMFILE});  // none left to receive into
      return;
    }
    channel::Channel::Parts parts{os::MemoryFile{std::move(fds[0])}, os::ControlSocket{std::move(fds[1])},
                                  os::Event{std::move(fds[2])}};
    start_worker(id, std::move(parts), std::span{fds}.subspan(Request::kDescriptors));
  }

  void start_worker(WorkerId id, channel::Channel::Parts parts, std::span<const os::FileDescriptor> output) {
    try {
      const os::Pid nursery = os::own_pid();
      const os::Pid pid = os::fork_process();
      if (pid == 0) become_worker(id, std::move(parts), output, nursery);
      announce_worker(id, pid);
    } catch (const SystemError& error) {
      report({.kind = ReportMessage::Kind::not_started, .id = id, .code = error.errnum()});
    }
  }

  void announce_worker(WorkerId id, os::Pid pid) {
    try {
      // Before it can be reaped, so the descriptor means this worker for sure.
      const os::PidFd process{pid};
      report({.kind = ReportMessage::Kind::started, .id = id, .pid = pid}, process.descriptor());
      workers_.emplace(pid, id);
    } catch (const SystemError&) {
      os::send_signal(pid, SIGKILL);  // the pool will not know of it
      throw;
    }
  }

  // noexcept: what a worker throws ends it, and must not be caught by the nursery's code below it on the stack.
  [[noreturn]] void become_worker(WorkerId id, channel::Channel::Parts parts,
                                  std::span<const os::FileDescriptor> output, os::Pid nursery) noexcept {
    os::lead_own_group();
    os::die_with_parent();
    if (os::parent_pid() != nursery) os::exit_now(1);  // it died before it could be asked to take us along
    if (!output.empty()) os::redirect_output(output[0], output[1]);
    const std::array keep{&parts.memory.owner(), &parts.socket.owner(), &parts.bell.owner()};
    os::close_private_descriptors(keep);
    os::close_standard_input();
    os::disable_core_dumps();
    os::restore_default_signals();
    os::unblock_all_signals();
    worker_main_(id, std::move(parts));
    os::exit_now(0);
  }

  void bury_children() {
    os::drain_signal_descriptor(child_ended_);
    while (const auto pid = os::find_ended_child()) bury(*pid);
    orphans_possible_ = true;
  }

  void bury(os::Pid pid) {
    // While the worker is not reaped its pid names no other process group.
    os::send_signal_to_group(pid, SIGKILL);
    const auto end = os::reap(pid);
    const auto worker = workers_.extract(pid);
    if (!end || !worker) return;
    report({.kind = ReportMessage::Kind::ended,
            .id = worker.mapped(),
            .pid = pid,
            .code = end->exitcode,
            .peak_memory_bytes = end->peak_memory_bytes});
  }

  // What a dead worker has left behind is adopted by this process (it is a subreaper). So is what a task that still
  // runs has detached: while that is in its worker's group it is left alone, and dies with the group.
  void kill_orphans() {
    orphans_possible_ = false;
    if (!os::has_children()) return;
    for (const os::Pid pid : os::children()) {
      if (!workers_.contains(pid) && !workers_.contains(os::group_of(pid))) kill_with_group(pid);
    }
  }

  void report(const ReportMessage& message, std::optional<int> descriptor = std::nullopt) {
    const std::span<const int> descriptors = descriptor ? std::span{&*descriptor, 1} : std::span<const int>{};
    control_.send(std::as_bytes(std::span{&message, 1}), descriptors);  // a pool that is gone is noticed by serve()
  }

  os::ControlSocket control_;
  os::PidFd program_;
  const WorkerMain& worker_main_;
  os::FileDescriptor child_ended_ = os::signal_descriptor(SIGCHLD);
  os::Epoll events_;
  std::map<os::Pid, WorkerId> workers_;
  bool orphans_possible_ = false;
};

}  // namespace

void run_nursery(os::ControlSocket control, os::PidFd program, const WorkerMain& worker_main) {
  ForkGuard::in_child();
  os::lead_own_group();
  os::become_subreaper();
  os::restore_default_signals();
  const std::array keep{&control.owner(), &program.owner()};
  os::close_private_descriptors(keep);
  // Nothing may pass through here: below on the stack is the program's own code, which belongs to the other process.
  try {
    NurseryProcess nursery{std::move(control), std::move(program), worker_main};
    try {
      nursery.serve();
    } catch (const std::exception&) {
      // Nothing can be served any more; the pool sees the end of this process.
    }
    nursery.end_everything();
  } catch (const std::exception&) {
    // It could not even begin.
  }
  os::exit_now(0);
}

void run_spawned_nursery(std::vector<os::FileDescriptor> descriptors, const WorkerMain& worker_main) {
  run_nursery(os::ControlSocket{std::move(descriptors.at(0))}, os::PidFd{std::move(descriptors.at(1))}, worker_main);
}

}  // namespace polyproc::internal::process
