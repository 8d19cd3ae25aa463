#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>

#include "bench/work.hpp"
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

/// Each thread passes once over its own part of the samples, for all widths.
class PartCounter {
 public:
  PartCounter(const Work& work, int threads) : work_{work}, parts_(static_cast<std::size_t>(threads)) {}

  void count(int thread) {
    const auto i = static_cast<std::size_t>(thread);
    const SampleView& all = work_.samples;
    const std::size_t begin = all.size() * i / parts_.size();
    const std::size_t end = all.size() * (i + 1) / parts_.size();
    if (begin == end) return;
    const auto values = all.values().subspan(begin * all.dimension(), (end - begin) * all.dimension());
    parts_[i] = count_all_widths(SampleView{values, all.dimension()}, work_.at, work_.widths);
  }
  [[nodiscard]] Counts counts() const {
    Counts total(work_.widths.size(), 0);
    for (const Counts& part : parts_) std::ranges::transform(part, total, total.begin(), std::plus<>{});
    return total;
  }

 private:
  const Work& work_;
  std::vector<Counts> parts_;
};

template <class Counter>
Run run_counter(Counter counter, int threads) {
  const Stopwatch watch;
  std::vector<std::jthread> running;
  for (int i = 0; i < threads; ++i) running.emplace_back([&counter, i] { counter.count(i); });
  const Seconds setup = watch.elapsed();
  running.clear();  // joins, so that no thread is left when the next contender makes a pool
  return {.setup = setup, .total = watch.elapsed(), .counts = counter.counts()};
}

Run run_threads(const Work& work, int threads) {
  if (work.mode == Mode::article) return run_counter<WidthCounter>(WidthCounter{work}, threads);
  return run_counter(PartCounter{work, threads}, threads);
}

}  // namespace

Contender thread_contender(int threads) {
  return {.name = fmt::format("{} thread{}", threads, threads == 1 ? "" : "s"),
          .workers = threads,
          .run = [threads](const Work& work) { return run_threads(work, threads); }};
}

}  // namespace parzen::command
