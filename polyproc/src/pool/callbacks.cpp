#include "pool/callbacks.hpp"

#include <condition_variable>
#include <deque>
#include <thread>
#include <utility>

namespace polyproc::internal::pool {

class Callbacks::Loop final : public process::HelperThread::Body, public std::enable_shared_from_this<Loop> {
 public:
  void add(std::function<void()> callback) {
    const std::lock_guard lock{mutex_};
    waiting_.push_back(std::move(callback));
    changed_.notify_all();
  }

  [[nodiscard]] bool is_on_this_thread() {
    const std::lock_guard lock{mutex_};
    return runner_ == std::this_thread::get_id();
  }

  void wait_until_all_have_run() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return waiting_.empty() && !busy_; });
  }

  /// For good: nobody adds any more.
  void end() {
    const std::lock_guard lock{mutex_};
    ended_ = true;
    changed_.notify_all();
  }

 private:
  void run() override {
    const auto self = shared_from_this();  // the last callback may destroy whoever else keeps it
    std::unique_lock lock{mutex_};
    runner_ = std::this_thread::get_id();
    for (;;) {
      changed_.wait(lock, [this] { return stop_ || ended_ || !waiting_.empty(); });
      if (stop_ || waiting_.empty()) break;
      run_next(lock);
    }
    runner_ = {};
  }

  void run_next(std::unique_lock<std::mutex>& lock) {
    auto callback = std::move(waiting_.front());
    waiting_.pop_front();
    busy_ = true;
    lock.unlock();
    {
      const process::HelperThread::UserCode scope;
      if (scope.entered()) {
        callback();
        callback = nullptr;  // what it holds goes before anybody hears that it is done
      }
    }
    lock.lock();
    busy_ = false;
    if (callback) waiting_.push_front(std::move(callback));  // this thread is being ended: later
    changed_.notify_all();
  }

  void request_stop() override {
    const std::lock_guard lock{mutex_};
    stop_ = true;
    changed_.notify_all();
  }

  void prepare_to_run() override {
    const std::lock_guard lock{mutex_};
    stop_ = false;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  std::thread::id runner_;
  bool busy_ = false;
  bool stop_ = false;   // asked to return, to be called again later
  bool ended_ = false;  // to return when nothing is left
};

Callbacks::Callbacks() : loop_{std::make_shared<Loop>()} {}

Callbacks::~Callbacks() { loop_->end(); }

void Callbacks::start() {
  const std::lock_guard lock{thread_mutex_};
  process::HelperThread::Body& body = *loop_;
  if (!thread_) thread_.emplace(body);
}

void Callbacks::add(std::function<void()> callback) { loop_->add(std::move(callback)); }

void Callbacks::finish() {
  if (loop_->is_on_this_thread()) return;
  {
    const std::lock_guard lock{thread_mutex_};
    if (!thread_) return;
  }
  loop_->wait_until_all_have_run();
  const std::lock_guard lock{thread_mutex_};
  thread_.reset();
}

}  // namespace polyproc::internal::pool
