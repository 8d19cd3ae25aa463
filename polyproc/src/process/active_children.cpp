#include "process/active_children.hpp"

#include <csignal>

#include "os/process.hpp"
#include "polyproc/process.hpp"

namespace polyproc {
namespace internal::process {

ActiveChildren& ActiveChildren::of_this_process() {
  // Never destroyed: exit handlers need it.
  static ActiveChildren& children = *new ActiveChildren;
  return children;
}

void ActiveChildren::add(const std::shared_ptr<Child>& child) {
  const std::lock_guard lock{mutex_};
  forget_the_parents_children();
  std::erase_if(children_, [](const std::weak_ptr<Child>& known) { return known.expired(); });
  children_.push_back(child);
}

std::vector<std::shared_ptr<Child>> ActiveChildren::list() {
  std::vector<std::shared_ptr<Child>> active;
  const std::lock_guard lock{mutex_};
  forget_the_parents_children();
  for (const std::weak_ptr<Child>& known : children_) {
    if (auto child = known.lock(); child && !child->has_ended()) active.push_back(std::move(child));
  }
  return active;
}

void ActiveChildren::finish() {
  for (auto children = list(); !children.empty(); children = list()) {
    for (const auto& child : children) {
      if (child->is_daemon()) child->send_signal(SIGKILL);
    }
    for (const auto& child : children) child->wait();
  }
}

void ActiveChildren::forget_the_parents_children() {
  if (std::exchange(generation_, internal::os::fork_generation()) != internal::os::fork_generation()) children_.clear();
}

}  // namespace internal::process

std::vector<ProcessInfo> active_children() {
  std::vector<ProcessInfo> infos;
  for (const auto& child : internal::process::ActiveChildren::of_this_process().list())
    infos.push_back({child->name(), child->pid()});
  return infos;
}

}  // namespace polyproc
