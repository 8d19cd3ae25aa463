#include "process/nursery.hpp"

#include <array>
#include <csignal>

#include "os/signals.hpp"
#include "process/nursery_main.hpp"
#include "process/nursery_protocol.hpp"

namespace polyproc::internal::process {

Nursery::Nursery(const WorkerMain& worker_main) : maker_{os::own_pid()} {
  auto [ours, theirs] = os::ControlSocket::pair();
  // Opened by the program itself: the nursery could not be sure that its getppid() is still the program.
  os::PidFd program{os::own_pid()};
  const os::SignalMask no_handler_runs_in_the_child;
  pid_ = os::fork_process();
  if (pid_ == 0) run_nursery(std::move(theirs), std::move(program), worker_main);
  control_ = std::move(ours);
  watch(pid_);
}

Nursery::Nursery(SpawnEntry entry, const wire::Writer& arguments) : maker_{os::own_pid()} {
  auto [ours, theirs] = os::ControlSocket::pair();
  os::PidFd program{os::own_pid()};
  const std::array descriptors{theirs.descriptor(), program.descriptor()};
  const os::Pid pid = spawn("Pool", entry, arguments, descriptors);
  control_ = std::move(ours);
  watch(pid);
}

void Nursery::watch(os::Pid pid) {
  pid_ = pid;
  try {
    process_ = os::PidFd{pid};
  } catch (const SystemError&) {
    control_.shut_down();
    os::reap(pid);
    throw;
  }
}

Nursery::~Nursery() {
  if (os::own_pid() != maker_) return;
  // The nursery takes this as the order to end. Closing would not do: a process that the program has forked itself may
  // have a copy.
  control_.shut_down();
  wake_if_stopped();
  if (!process_.wait(std::chrono::seconds{5})) process_.send_signal(SIGKILL);
  os::reap(pid_);
}

void Nursery::wake_if_stopped() noexcept { process_.send_signal(SIGCONT); }

bool Nursery::start_worker(WorkerId id, const channel::Channel::Parts& parts) {
  const std::array descriptors{parts.memory.descriptor(), parts.socket.descriptor(), parts.bell.descriptor()};
  return send({Request::Kind::start, id}, descriptors);
}

bool Nursery::start_worker(WorkerId id, const channel::Channel::Parts& parts, const os::FileDescriptor& output,
                           const os::FileDescriptor& errors) {
  const std::array descriptors{parts.memory.descriptor(), parts.socket.descriptor(), parts.bell.descriptor(),
                               output.get(), errors.get()};
  return send({Request::Kind::start, id}, descriptors);
}

void Nursery::kill_worker(WorkerId id) noexcept try {
  const Request request{Request::Kind::kill, id};
  (void)control_.try_send(std::as_bytes(std::span{&request, 1}));
} catch (const SystemError&) {
  // The system has no memory for a message now. Who sees that the worker does not end asks again.
}

bool Nursery::send(const Request& request, std::span<const int> descriptors) {
  return control_.send(std::as_bytes(std::span{&request, 1}), descriptors);
}

std::optional<NurseryReport> Nursery::next_report() {
  ReportMessage message;
  auto received = control_.try_receive(std::as_writable_bytes(std::span{&message, 1}));
  if (!received) return std::nullopt;
  if (received->bytes != sizeof message) return NurseryGone{};
  switch (message.kind) {
    case ReportMessage::Kind::started:
      if (received->descriptors.empty()) return WorkerStarted{message.id, message.pid, {}};
      return WorkerStarted{message.id, message.pid, os::PidFd{std::move(received->descriptors.front())}};
    case ReportMessage::Kind::not_started:
      return WorkerNotStarted{message.id, message.code};
    case ReportMessage::Kind::ended:
      return WorkerEnded{message.id, {message.pid, message.code, message.peak_memory_bytes}};
  }
  return NurseryGone{};
}

}  // namespace polyproc::internal::process
