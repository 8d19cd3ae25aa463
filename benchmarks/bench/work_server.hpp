#pragma once

#include <cstddef>
#include <cstdint>

#include "bench/child.hpp"
#include "bench/shared.hpp"
#include "bench/work.hpp"

namespace bench {

/// So many tasks of so many steps.
struct Batch {
  std::size_t count = 0;
  std::uint64_t steps = 0;
};
/// What one process is given to do: one batch after the other.
struct Share {
  Batch first;
  Batch second;
};

/// A bare process that does what is cut for it beforehand: no dispatch, no results but one number that keeps the
/// compiler from leaving the work out.
class WorkServer {
 public:
  WorkServer()
      : board_{make_shared_with_children<Board>()}, child_{[this] {
          for (;;) serve();
        }} {}

  void start(const Share& share) {
    board_.share = share;
    board_.begin.post();
  }
  void wait() { board_.end.wait(); }

 private:
  struct Board {
    Share share;
    std::uint64_t sum = 0;
    SharedSemaphore begin;
    SharedSemaphore end;
  };

  void serve() {
    board_.begin.wait();
    run(board_.share.first);
    run(board_.share.second);
    board_.end.post();
  }
  void run(const Batch& batch) {
    for (std::size_t i = 0; i < batch.count; ++i) {
      // Read anew each time, as a task's argument is, so that the result of one is not used for all.
      const volatile std::uint64_t steps = batch.steps;
      board_.sum += work(steps);
    }
  }

  Board& board_;
  Child child_;
};

}  // namespace bench
