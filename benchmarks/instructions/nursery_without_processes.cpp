// Takes the place of polyproc/src/process/nursery.cpp in the programs that count instructions: workers are not started,
// their channels are put aside.
#include "instructions/nursery_without_processes.hpp"

#include <cstdlib>
#include <optional>

#include "process/nursery.hpp"

namespace {

using polyproc::internal::channel::Channel;
using polyproc::internal::os::ControlSocket;

std::unique_ptr<Channel> workers_side;
std::optional<ControlSocket> far_end;  // of the nursery's own socket: nothing is ever heard from it

}  // namespace

namespace bench {

std::unique_ptr<Channel> take_workers_side() { return std::move(workers_side); }

}  // namespace bench

namespace polyproc::internal::process {

Nursery::Nursery(const WorkerMain&) : maker_{0} {
  auto [ours, theirs] = os::ControlSocket::pair();
  control_ = std::move(ours);
  far_end = std::move(theirs);
}

Nursery::Nursery(SpawnEntry, const wire::Writer&) : maker_{0} { std::abort(); }

Nursery::~Nursery() = default;
void Nursery::wake_if_stopped() noexcept {}
void Nursery::kill_worker(WorkerId) noexcept {}

bool Nursery::start_worker(WorkerId, const channel::Channel::Parts& parts) {
  auto [unused, socket] = os::ControlSocket::pair();
  workers_side = std::make_unique<Channel>(
      Channel::Side::worker, Channel::Parts{parts.memory.duplicate(), std::move(socket), parts.bell.duplicate()});
  return true;
}

bool Nursery::start_worker(WorkerId id, const channel::Channel::Parts& parts, const os::FileDescriptor&,
                           const os::FileDescriptor&) {
  return start_worker(id, parts);
}

std::optional<NurseryReport> Nursery::next_report() { return std::nullopt; }

}  // namespace polyproc::internal::process
