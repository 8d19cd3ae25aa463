#include "pool/current_worker.hpp"

#include "polyproc/pool.hpp"

namespace polyproc {
namespace {

int worker_index = -1;

}  // namespace

void internal::pool::become_worker(int index) noexcept { worker_index = index; }

int CurrentWorker::index() const { return worker_index; }

const CurrentWorker& current_worker() {
  static constexpr CurrentWorker kCurrent;
  return kCurrent;
}

}  // namespace polyproc
