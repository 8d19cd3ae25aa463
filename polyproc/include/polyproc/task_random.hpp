#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace polyproc {

/// Which random stream: seed, number of the call on its pool, number of the item in the call.
struct RandomStream {
  std::uint64_t seed = 0;
  std::uint64_t call = 0;
  std::uint64_t item = 0;
};

/// A stream of random numbers for the distributions of <random>: Philox4x32-10 (Salmon and others, "Parallel random
/// numbers: as easy as 1, 2, 3", 2011), whose n-th number is a function of the stream and n. 2^34 numbers per stream.
/// One thread at a time.
class TaskRandom {
 public:
  using result_type = std::uint32_t;
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return ~result_type{0}; }

  TaskRandom() = default;
  explicit TaskRandom(const RandomStream& stream) noexcept : stream_{stream} {}
  result_type operator()() {
    if (used_ == block_.size()) next_block();
    return block_[used_++];
  }

 private:
  void next_block();

  RandomStream stream_;
  std::uint32_t blocks_ = 0;
  std::array<std::uint32_t, 4> block_{};
  std::size_t used_ = 4;
};

/// The random numbers of the task that runs now. They depend on the pool's seed, on how many calls were made on the
/// pool before this one, and on the item's position in it; not on the number of workers, chunks, retries or order.
///
///     pool.map([](int) { return std::normal_distribution{}(polyproc::task_random()); }, std::views::iota(0, 100));
///
/// One stream per task: a task that starts threads gives each a generator of its own, seeded from here. Throws
/// std::logic_error outside a task.
TaskRandom& task_random();

}  // namespace polyproc
