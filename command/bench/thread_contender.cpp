#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>

#include "bench/work.hpp"
#include "parallel/row_blocks.hpp"
#include "parzen/hypercube.hpp"

namespace parzen::command {
namespace {

/// Each thread takes the next width that nobody has taken yet.
class WidthCounter {
 public:
  explicit WidthCounter(const Work& work) : work_{work}, counts_(work.widths.size()) {}

  void count(int /*thread*/) {
    for (std::size_t i = next_++; i < counts_.size(); i = next_++) {
      counts_[i] = count_in_window(work_.samples, work_.at, work_.widths[i]);
    }
  }
  [[nodiscard]] Counts counts() const { return counts_; }

 private:
  const Work& work_;
  Counts counts_;
  std::atomic<std::size_t> next_ = 0;
};

/// Each thread takes the next block that nobody has taken yet, of the blocks that processes get too, and passes once
/// over it for all widths.
class BlockCounter {
 public:
  BlockCounter(const Work& work, int threads)
      : work_{work},
        blocks_{parallel::cut(work.samples.size(),
                              parallel::block_rows(work.samples.size(), work.samples.dimension(), threads))},
        parts_(static_cast<std::size_t>(threads), Counts(work.widths.size(), 0)) {}

  void count(int thread) {
    Counts& part = parts_[static_cast<std::size_t>(thread)];
    for (std::size_t i = next_++; i < blocks_.size(); i = next_++) {
      add(count_all_widths(parallel::rows_of(work_.samples, blocks_[i]), work_.at, work_.widths), part);
    }
  }
  [[nodiscard]] Counts counts() const {
    Counts total(work_.widths.size(), 0);
    for (const Counts& part : parts_) add(part, total);
    return total;
  }

 private:
  static void add(const Counts& part, Counts& total) {
    std::ranges::transform(part, total, total.begin(), std::plus<>{});
  }

  const Work& work_;
  std::vector<parallel::RowRange> blocks_;
  std::vector<Counts> parts_;
  std::atomic<std::size_t> next_ = 0;
};

template <class Counter, class... Arguments>
Run run_counter(int threads, const Arguments&... arguments) {
  const Stopwatch watch;
  Counter counter{arguments...};
  std::vector<std::jthread> running;
  for (int i = 0; i < threads; ++i) running.emplace_back([&counter, i] { counter.count(i); });
  const Seconds setup = watch.elapsed();
  running.clear();  // joins, so that no thread is left when the next contender makes a pool
  return {.setup = setup, .total = watch.elapsed(), .counts = counter.counts()};
}

Run run_threads(const Work& work, int threads) {
  if (work.mode == Mode::article) return run_counter<WidthCounter>(threads, work);
  return run_counter<BlockCounter>(threads, work, threads);
}

}  // namespace

Contender thread_contender(int threads) {
  return {.name = fmt::format("{} thread{}", threads, threads == 1 ? "" : "s"),
          .workers = threads,
          .run = [threads](const Work& work) { return run_threads(work, threads); }};
}

}  // namespace parzen::command
