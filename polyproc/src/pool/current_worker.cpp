#include "pool/current_worker.hpp"

#include "os/process.hpp"
#include "polyproc/cpu_count.hpp"
#include "polyproc/pool.hpp"
#include "polyproc/worker_state.hpp"

namespace polyproc {
namespace {

int worker_index = -1;
unsigned share_of_worker = 0;

}  // namespace

void internal::pool::become_worker(int index, unsigned cpu_share) noexcept {
  worker_index = index;
  share_of_worker = cpu_share;
}

unsigned internal::pool::cpu_budget() { return share_of_worker != 0 ? share_of_worker : cpu_count(); }

unsigned internal::pool::fork_generation() noexcept { return os::fork_generation(); }

int CurrentWorker::index() const { return worker_index; }

const CurrentWorker& current_worker() {
  static constexpr CurrentWorker kCurrent;
  return kCurrent;
}

}  // namespace polyproc
