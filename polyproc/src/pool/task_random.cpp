#include "pool/task_random.hpp"

#include <Random123/philox.h>

#include <stdexcept>

namespace polyproc {
namespace {

TaskRandom random_of_task;

constexpr std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
constexpr std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); }

}  // namespace

// The seed is the key; block, call and item are the counter. Calls are told apart by 32 bits, items by 64.
void TaskRandom::next_block() {
  const r123::Philox4x32::key_type key{{low(stream_.seed), high(stream_.seed)}};
  const r123::Philox4x32::ctr_type counter{{blocks_++, low(stream_.call), low(stream_.item), high(stream_.item)}};
  const auto block = r123::Philox4x32{}(counter, key);
  for (std::size_t i = 0; i < block_.size(); ++i) block_[i] = block[i];
  used_ = 0;
}

TaskRandom& task_random() {
  auto& [stream, task_runs, is_made] = internal::pool::stream_of_task;
  if (!task_runs) throw std::logic_error{"task_random: no task runs in this process"};
  if (!is_made) {
    random_of_task = TaskRandom{stream};
    is_made = true;
  }
  return random_of_task;
}

}  // namespace polyproc
