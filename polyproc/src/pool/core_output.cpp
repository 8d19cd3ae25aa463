// What tasks print, where it comes by way of the program.
#include "os/pipe.hpp"
#include "pool/core.hpp"

namespace polyproc::internal::pool {

void Core::start_with_output(Lane& lane, const channel::Channel::Parts& parts) {
  auto [output_end, output] = os::make_pipe();
  auto [errors_end, errors] = os::make_pipe();
  lane.output[0].emplace(std::move(output_end));
  lane.output[1].emplace(std::move(errors_end));
  for (std::size_t stream = 0; stream < lane.output.size(); ++stream)
    events_.add(lane.output[stream]->descriptor(), worker_key(lane.id().place, stream));
  nursery_->start_worker(lane.id(), parts, output, errors);
}

void Core::read_output(Lane& lane, std::size_t stream) {
  if (!lane.output[stream]) return;
  keep_output(stream, lane.output[stream]->read_lines());
  // A task has closed it, or sent it elsewhere: a pipe at its end would be reported again and again.
  if (lane.output[stream]->at_end()) events_.remove(lane.output[stream]->descriptor());
}

void Core::keep_output(std::size_t stream, const std::string& lines) {
  if (options_.output == Output::prefix) output_[stream] += lines;
}

// The worker is dead. A process that it has left behind may still hold the pipe: what that writes is nobody's.
void Core::read_last_output(Lane& lane) {
  for (std::size_t stream = 0; stream < lane.output.size(); ++stream) {
    if (!lane.output[stream]) continue;
    events_.remove(lane.output[stream]->descriptor());
    keep_output(stream, lane.output[stream]->read_rest());
  }
}

// Unlocks meanwhile: whoever reads the program's output may take its time.
void Core::show_output(Lock& lock) {
  if (output_[0].empty() && output_[1].empty()) return;
  const auto lines = std::exchange(output_, {});
  lock.unlock();
  os::write_all(1, lines[0]);
  os::write_all(2, lines[1]);
  lock.lock();
}

}  // namespace polyproc::internal::pool
