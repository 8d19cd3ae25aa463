#include "process/current_process.hpp"

#include <atomic>

#include "os/process.hpp"

namespace polyproc {

/// Who this process is. Changed only while it has one thread, so it is read without a lock.
class CurrentProcessState {
 public:
  static CurrentProcessState& get() {
    // Never destroyed: exit handlers may still ask.
    static CurrentProcessState& state = *new CurrentProcessState;
    return state;
  }

  void become(std::string name, std::vector<int> identity, ProcessInfo parent) {
    current_.name_ = std::move(name);
    current_.identity_ = std::move(identity);
    parent_ = std::move(parent);
    children_made_.store(0, std::memory_order_relaxed);
  }

  [[nodiscard]] const CurrentProcess& current() const { return current_; }
  [[nodiscard]] const std::optional<ProcessInfo>& parent() const { return parent_; }

  [[nodiscard]] std::vector<int> next_child_identity() {
    std::vector<int> identity = current_.identity_;
    // Relaxed: the numbers need only be different.
    identity.push_back(children_made_.fetch_add(1, std::memory_order_relaxed) + 1);
    return identity;
  }

 private:
  CurrentProcess current_;
  std::optional<ProcessInfo> parent_;
  std::atomic<int> children_made_{0};
};

int CurrentProcess::pid() const noexcept { return internal::os::own_pid(); }

const CurrentProcess& current_process() { return CurrentProcessState::get().current(); }
std::optional<ProcessInfo> parent_process() { return CurrentProcessState::get().parent(); }

std::vector<int> internal::process::next_child_identity() { return CurrentProcessState::get().next_child_identity(); }

std::string internal::process::default_name(const std::vector<int>& identity) {
  std::string name = "Process";
  char separator = '-';
  for (const int number : identity) {
    name += std::exchange(separator, ':') + std::to_string(number);
  }
  return name;
}

void internal::process::become_process(std::string name, std::vector<int> identity, ProcessInfo parent) {
  CurrentProcessState::get().become(std::move(name), std::move(identity), std::move(parent));
}

}  // namespace polyproc
