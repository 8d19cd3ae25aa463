#include "pool/callbacks.hpp"

#include <utility>

namespace polyproc::internal::pool {

void Callbacks::add(std::function<void()> callback) {
  const std::lock_guard lock{mutex_};
  waiting_.push_back(std::move(callback));
  changed_.notify_all();
}

void Callbacks::start() {
  {
    const std::lock_guard lock{mutex_};
    if (helper_wanted_) return;
    helper_wanted_ = true;
  }
  process::HelperThread::Body& body = *this;
  helper_.emplace(body);
}

void Callbacks::finish() {
  std::unique_lock lock{mutex_};
  if (!helper_wanted_ || thread_ == std::this_thread::get_id()) return;
  changed_.wait(lock, [this] { return waiting_.empty() && !busy_; });
  lock.unlock();
  helper_.reset();
}

void Callbacks::prepare_to_run() {
  const std::lock_guard lock{mutex_};
  stop_ = false;
}

void Callbacks::request_stop() {
  const std::lock_guard lock{mutex_};
  stop_ = true;
  changed_.notify_all();
}

void Callbacks::run() {
  std::unique_lock lock{mutex_};
  thread_ = std::this_thread::get_id();
  for (;;) {
    changed_.wait(lock, [this] { return stop_ || !waiting_.empty(); });
    if (stop_) break;
    auto callback = std::move(waiting_.front());
    waiting_.pop_front();
    busy_ = true;
    lock.unlock();
    callback();
    callback = nullptr;  // what it holds goes before anybody hears that it is done
    lock.lock();
    busy_ = false;
    changed_.notify_all();
  }
  thread_ = {};
}

}  // namespace polyproc::internal::pool
