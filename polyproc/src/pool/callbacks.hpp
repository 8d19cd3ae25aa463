#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "process/helper_threads.hpp"

namespace polyproc::internal::pool {

/// Runs callbacks one after the other on a thread of their own, so that they cannot hold up results. The thread is
/// started with the first callback.
class Callbacks final : process::HelperThread::Body {
 public:
  Callbacks() = default;
  Callbacks(const Callbacks&) = delete;
  Callbacks& operator=(const Callbacks&) = delete;
  ~Callbacks() = default;

  void add(std::function<void()> callback);
  /// Makes sure that there is a thread. Not to be called under a lock that callbacks take.
  void start();
  /// Waits until all have run, and ends the thread. From a callback itself: only promises that.
  void finish();

 private:
  void run() override;
  void request_stop() override;
  void prepare_to_run() override;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  bool busy_ = false;
  bool stop_ = false;
  bool helper_wanted_ = false;
  std::thread::id thread_;
  std::optional<process::HelperThread> helper_;
};

}  // namespace polyproc::internal::pool
