#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "process/helper_threads.hpp"

namespace polyproc::internal::pool {

/// Runs callbacks one after the other on a thread of their own, so that they cannot hold up results.
///
/// The last callback may let go of the pool, and so destroy this object on its own thread: what the thread needs is
/// kept by the thread.
class Callbacks {
 public:
  Callbacks();
  Callbacks(const Callbacks&) = delete;
  Callbacks& operator=(const Callbacks&) = delete;
  ~Callbacks();

  /// Makes sure that there is a thread. Not to be called under a lock that callbacks take. Throws std::system_error.
  void start();
  /// Runs it as soon as there is a thread.
  void add(std::function<void()> callback);
  /// Waits until all have run, and ends the thread; start() makes another. From a callback itself: does nothing.
  void finish();

 private:
  class Loop;
  const std::shared_ptr<Loop> loop_;
  std::mutex thread_mutex_;  // guards thread_; never held while a callback runs
  std::optional<process::HelperThread> thread_;
};

}  // namespace polyproc::internal::pool
