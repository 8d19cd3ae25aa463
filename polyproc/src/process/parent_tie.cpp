#include "process/parent_tie.hpp"

#include <csignal>

#include "os/epoll.hpp"
#include "os/process.hpp"
#include "os/thread.hpp"
#include "process/helper_threads.hpp"

namespace polyproc::internal::process {
namespace {

/// Waits for the end of the parent and ends this process, as the kernel's signal would.
class ParentWatch final : public HelperThread::Body {
 public:
  explicit ParentWatch(os::PidFd parent) : parent_{std::move(parent)} {
    events_.add(parent_.descriptor(), kParentEnded);
    events_.add(stop_.descriptor(), kStop);
  }

  void run() override {
    for (;;) {
      for (const std::uint64_t key : events_.wait()) {
        if (key == kStop) return;
        os::send_signal(os::own_pid(), SIGKILL);
      }
    }
  }
  void request_stop() override { stop_.notify(); }
  void prepare_to_run() override { stop_.clear(); }

 private:
  enum Key : std::uint64_t { kParentEnded, kStop };

  os::PidFd parent_;
  os::Event stop_;
  os::Epoll events_;
  HelperThread thread_{*this};  // last, since it runs from here on
};

}  // namespace

ParentTie::ParentTie() : parent_{os::own_pid()} {
  if (!os::on_main_thread()) parent_process_.emplace(parent_);
}

ParentTie::ParentTie(os::Pid parent, os::PidFd process) : parent_{parent}, parent_process_{std::move(process)} {}

os::FileDescriptor* ParentTie::descriptor() noexcept { return parent_process_ ? &parent_process_->owner() : nullptr; }

void ParentTie::tie() {
  if (parent_process_) {
    static ParentWatch* watch = nullptr;  // for as long as this process lives; a child of it makes its own
    watch = new ParentWatch{std::move(*parent_process_)};
    (void)watch;
    return;
  }
  os::die_with_parent();
  // It may have ended before the kernel was asked; then this process has been given another parent.
  if (os::parent_pid() != parent_) os::send_signal(os::own_pid(), SIGKILL);
}

}  // namespace polyproc::internal::process
