#include "polyproc/process.hpp"

#include <csignal>
#include <optional>
#include <stdexcept>

#include "os/exit_handler.hpp"
#include "os/process.hpp"
#include "process/active_children.hpp"
#include "process/current_process.hpp"
#include "process/helper_threads.hpp"
#include "process/process_main.hpp"

namespace polyproc {

struct Process::State {
  ProcessOptions options;
  std::vector<int> identity;
  std::unique_ptr<internal::process::Target> target;  // until it is started
  std::shared_ptr<internal::process::Child> child;    // from then on
  unsigned generation;                                // of the process that made this object
};

namespace {

// Daemons are killed and others waited for also where their Process is never destroyed: it is static, or was leaked.
// Asked for once; a child has the parent's handler, too, but never gets that far (see process_main.cpp).
void finish_children_at_exit() {
  static const bool asked =
      (internal::os::call_at_exit([](int) { internal::process::ActiveChildren::of_this_process().finish(); }), true);
  (void)asked;
}

// Leaves `target` in the parent: a start that has failed may be tried again.
internal::os::Pid fork_running(internal::process::Birth& birth, std::unique_ptr<internal::process::Target>& target) {
  const internal::os::Pid pid = internal::os::fork_process();
  if (pid == 0) internal::process::run_process(std::move(birth), std::move(target));
  return pid;
}

std::shared_ptr<internal::process::Child> start_child(const ProcessOptions& options, internal::process::Birth birth,
                                                      std::unique_ptr<internal::process::Target>& target) {
  const bool forks = options.start_method == StartMethod::fork;
  std::optional<internal::process::ForkGuard> guard;
  if (forks) guard.emplace(options.fork_with_threads, "Process::start");
  auto child = std::make_shared<internal::process::Child>(birth.name, options.daemon);
  child->started(forks ? fork_running(birth, target) : internal::process::spawn_process(birth, *target));
  internal::process::ActiveChildren::of_this_process().add(child);
  return child;
}

}  // namespace

Process::Process(ProcessOptions options, std::unique_ptr<internal::process::Target> target)
    : state_{new State{std::move(options), internal::process::next_child_identity(), std::move(target), nullptr,
                       internal::os::fork_generation()}} {
  if (state_->options.name.empty()) state_->options.name = internal::process::default_name(state_->identity);
}

Process::Process(Process&&) noexcept = default;

Process& Process::operator=(Process&& other) noexcept {
  if (this != &other) {
    let_go();
    state_ = std::move(other.state_);
  }
  return *this;
}

Process::~Process() { let_go(); }

void Process::let_go() noexcept {
  if (!state_ || !state_->child || state_->generation != internal::os::fork_generation()) return;
  if (state_->options.daemon) state_->child->send_signal(SIGKILL);
  state_->child->wait();
}

Process::State& Process::own_state(const char* what) const {
  if (!state_) throw std::logic_error{std::string{what} + ": this Process has been moved from"};
  if (state_->generation != internal::os::fork_generation()) {
    throw std::logic_error{std::string{what} + ": only the process that made a Process may use it"};
  }
  return *state_;
}

Process::State& Process::started_state(const char* what) const {
  State& state = own_state(what);
  if (!state.child) throw std::logic_error{std::string{what} + ": it has not been started"};
  return state;
}

void Process::start() {
  State& state = own_state("Process::start");
  if (state.child)
    throw std::logic_error{"Process::start: it was started before; make another Process to run it again"};
  finish_children_at_exit();
  const CurrentProcess& parent = current_process();
  state.child =
      start_child(state.options, {state.options.name, state.identity, {parent.name(), parent.pid()}, {}}, state.target);
  state.target.reset();
}

void Process::join() { started_state("Process::join").child->wait(); }

bool Process::join_for(Duration timeout) {
  return started_state("Process::join_for").child->wait(internal::os::deadline_after(timeout));
}

void Process::terminate() { started_state("Process::terminate").child->send_signal(SIGTERM); }
void Process::kill() { started_state("Process::kill").child->send_signal(SIGKILL); }
void Process::interrupt() { started_state("Process::interrupt").child->send_signal(SIGINT); }

bool Process::is_alive() const {
  const State& state = own_state("Process::is_alive");
  return state.child && !state.child->has_ended();
}

std::optional<int> Process::exitcode() const {
  const State& state = own_state("Process::exitcode");
  return state.child ? state.child->exitcode() : std::nullopt;
}

int Process::pid() const {
  const State& state = own_state("Process::pid");
  return state.child ? state.child->pid() : 0;
}

const std::string& Process::name() const {
  if (!state_) throw std::logic_error{"Process::name: this Process has been moved from"};
  return state_->options.name;
}

}  // namespace polyproc
