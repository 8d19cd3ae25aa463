#include "process/helper_threads.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <new>
#include <system_error>

#include "os/fork_handler.hpp"
#include "os/process.hpp"
#include "os/thread.hpp"
#include "process/thread_check.hpp"

namespace polyproc::internal::process {
namespace {

constexpr std::chrono::milliseconds kPatienceWithUserCode{100};

// Plain pointer: initialised without code, so it may be used from the first moment of a thread to the last.
thread_local HelperThread* current_helper = nullptr;

}  // namespace

/// The helper threads of this process, and whether somebody holds the ForkGuard.
class HelperThreads {
 public:
  static HelperThreads& of_this_process() {
    // Never destroyed: threads may still come and go while the program's static objects are destroyed.
    static HelperThreads& threads = make();
    return threads;
  }

  void add(HelperThread& helper) {
    const std::lock_guard lock{mutex_};
    if (!guarded_) start(helper);
    helper.next_ = first_;
    first_ = &helper;
  }

  void remove(HelperThread& helper) {
    std::unique_lock lock{mutex_};
    if (current_helper == &helper) {
      current_helper = nullptr;
      helper.thread_.detach();  // in user code, so nobody is stopping it
    } else {
      changed_.wait(lock, [&] { return helper.state_ != HelperThread::State::stopping; });
      if (helper.state_ == HelperThread::State::running) stop(helper, lock);
    }
    HelperThread** link = &first_;
    while (*link != &helper) link = &(*link)->next_;
    *link = helper.next_;
  }

  void acquire_guard() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return !guarded_; });
    guarded_ = true;
    // Code that ends soon is waited for; what takes longer may be waiting for us.
    changed_.wait_for(lock, kPatienceWithUserCode, [&] { return !find_another_in_user_code(); });
    while (HelperThread* const helper = find_unstopped()) {
      if (helper->state_ == HelperThread::State::running) {
        stop(*helper, lock);
      } else {
        changed_.wait(lock);  // somebody else is stopping it for good
      }
    }
  }

  void release_guard() noexcept {
    const std::lock_guard lock{mutex_};
    guarded_ = false;
    for (HelperThread* helper = first_; helper != nullptr; helper = helper->next_) {
      if (helper->state_ == HelperThread::State::stopped) try_start(*helper);
    }
    changed_.notify_all();
  }

  static bool enter_user_code() {
    const std::lock_guard lock{of_this_process().mutex_};
    if (current_helper->state_ == HelperThread::State::stopping) return false;
    return current_helper->in_user_code_ = true;
  }

  static void leave_user_code() noexcept {
    HelperThreads& threads = of_this_process();
    const std::lock_guard lock{threads.mutex_};
    if (current_helper == nullptr) return;  // that code has destroyed it
    current_helper->in_user_code_ = false;
    threads.changed_.notify_all();
  }

  // Made anew in place, because another thread may have held the mutex when this process was forked.
  static void forget() noexcept {
    current_helper = nullptr;
    new (&of_this_process()) HelperThreads;
  }

 private:
  static HelperThreads& make() {
    auto* const threads = new HelperThreads;
    os::call_in_forked_children(&forget);
    return *threads;
  }

  [[nodiscard]] bool find_another_in_user_code() const {
    HelperThread* helper = first_;
    while (helper != nullptr && (helper == current_helper || !helper->in_user_code_)) helper = helper->next_;
    return helper != nullptr;
  }

  [[nodiscard]] HelperThread* find_unstopped() const {
    HelperThread* helper = first_;
    while (helper != nullptr && (helper->in_user_code_ || helper->state_ == HelperThread::State::stopped)) {
      helper = helper->next_;
    }
    return helper;
  }

  static void start(HelperThread& helper) {
    helper.body_.prepare_to_run();
    helper.thread_ = os::start_quiet_thread([&helper] {
      current_helper = &helper;
      helper.body_.run();
    });
    helper.state_ = HelperThread::State::running;
  }

  // Where no thread is to be had now the helper stays stopped; whoever forks next tries again.
  static void try_start(HelperThread& helper) noexcept {
    try {
      start(helper);
    } catch (const std::system_error&) {
    }
  }

  // Unlocks while it waits for the thread. The state `stopping` keeps the helper in existence and its thread ours
  // meanwhile.
  void stop(HelperThread& helper, std::unique_lock<std::mutex>& lock) {
    helper.state_ = HelperThread::State::stopping;
    lock.unlock();
    helper.body_.request_stop();
    helper.thread_.join();
    lock.lock();
    helper.state_ = HelperThread::State::stopped;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool guarded_ = false;
  HelperThread* first_ = nullptr;
};

HelperThread::UserCode::UserCode() : entered_{HelperThreads::enter_user_code()} {}

HelperThread::UserCode::~UserCode() {
  if (entered_) HelperThreads::leave_user_code();
}

HelperThread::HelperThread(Body& body) : body_{body}, generation_{os::fork_generation()} {
  HelperThreads::of_this_process().add(*this);
}

HelperThread::~HelperThread() {
  if (os::fork_generation() == generation_) {
    HelperThreads::of_this_process().remove(*this);
  } else {
    // A fork that went past ForkGuard copied the handle of a running thread, which can be neither joined nor detached
    // here.
    new (&thread_) std::thread;
  }
}

ForkGuard::ForkGuard(bool with_threads, const char* what) : generation_{os::fork_generation()} {
  HelperThreads::of_this_process().acquire_guard();
  try {
    if (!with_threads) refuse_foreign_threads(what);
  } catch (...) {
    HelperThreads::of_this_process().release_guard();
    throw;
  }
}

ForkGuard::~ForkGuard() {
  if (os::fork_generation() == generation_) HelperThreads::of_this_process().release_guard();
}

void ForkGuard::in_child() noexcept { HelperThreads::forget(); }

}  // namespace polyproc::internal::process
