#include "process/process_main.hpp"

#include <cxxabi.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <stdexcept>
#include <typeinfo>

#include "os/demangle.hpp"
#include "os/exit_handler.hpp"
#include "os/process.hpp"
#include "os/signals.hpp"
#include "polyproc/wire/value.hpp"
#include "process/active_children.hpp"
#include "process/current_process.hpp"
#include "process/helper_threads.hpp"
#include "process/spawn.hpp"

namespace polyproc::internal::process {
namespace {

std::string current_exception_type() {
  const std::type_info* const type = abi::__cxa_current_exception_type();
  if (type == nullptr) return "unknown";
  return os::demangled(type->name());
}

/// For who reads the child's stderr: there is nobody above to throw to.
void report_exception(const std::string& what) {
  const CurrentProcess& self = current_process();
  const std::string message = "Process " + self.name() + " (pid " + std::to_string(self.pid()) +
                              "): uncaught exception of type " + current_exception_type() + what + "\n";
  std::fputs(message.c_str(), stderr);  // in one piece: stderr is not buffered
}

/// Runs and destroys the target; the exit code.
int run(std::unique_ptr<Target> target) {
  try {
    target->run();
    target.reset();
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    report_exception(std::string{": "} + error.what());
  } catch (...) {
    report_exception("");
  }
  return EXIT_FAILURE;
}

// The last handler registered before the target runs, so the first of those that the target did not register itself.
// None of the others, which are the parent's, gets its turn.
void end_process(int code) {
  ActiveChildren::of_this_process().finish();
  const ForkGuard no_helper_threads{/*with_threads=*/true, "std::exit"};  // or not all streams could be flushed
  os::flush_output();
  os::exit_now(code);
}

[[noreturn]] void live(Birth birth, std::unique_ptr<Target> target) noexcept {
  birth.tie.tie();
  become_process(std::move(birth.name), std::move(birth.identity), std::move(birth.parent));
  os::call_at_exit(&end_process);
  std::exit(run(std::move(target)));
}

// The entry of a spawned process.
void run_spawned(wire::Reader& arguments, std::vector<os::FileDescriptor> descriptors) {
  auto name = wire::decode<std::string>(arguments);
  auto identity = wire::decode<std::vector<int>>(arguments);
  auto parent = wire::decode<ProcessInfo>(arguments);
  ParentTie tie{parent.pid, os::PidFd{std::move(descriptors.at(0))}};
  auto target = wire::decode<MakeTarget>(arguments)(arguments);
  os::unblock_all_signals();
  live({std::move(name), std::move(identity), std::move(parent), std::move(tie)}, std::move(target));
}

}  // namespace

void run_process(Birth birth, std::unique_ptr<Target> target) noexcept {
  ForkGuard::in_child();
  os::FileDescriptor* const kept = birth.tie.descriptor();
  os::close_private_descriptors(kept != nullptr ? std::span{&kept, 1} : std::span<os::FileDescriptor* const>{});
  live(std::move(birth), std::move(target));
}

os::Pid spawn_process(const Birth& birth, const Target& target) {
  wire::Writer arguments;
  wire::encode(arguments, birth.name);
  wire::encode(arguments, birth.identity);
  wire::encode(arguments, birth.parent);
  target.encode(arguments);
  const os::PidFd parent{os::own_pid()};
  const std::array descriptors{parent.descriptor()};
  return spawn("Process::start", &run_spawned, arguments, descriptors);
}

void throw_target_not_sendable() {
  throw std::invalid_argument{
      "Process::start: under StartMethod::spawn the function and its arguments must be such that can be sent: a "
      "function, a lambda that captures numbers by value, or a struct with operator(); values, not pointers or views"};
}

}  // namespace polyproc::internal::process
