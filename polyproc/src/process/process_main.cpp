#include "process/process_main.hpp"

#include <cxxabi.h>

#include <cstdio>
#include <cstdlib>
#include <span>
#include <typeinfo>

#include "os/exit_handler.hpp"
#include "os/process.hpp"
#include "process/active_children.hpp"
#include "process/current_process.hpp"
#include "process/helper_threads.hpp"

namespace polyproc::internal::process {
namespace {

std::string current_exception_type() {
  const std::type_info* const type = abi::__cxa_current_exception_type();
  if (type == nullptr) return "unknown";
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> readable{abi::__cxa_demangle(type->name(), nullptr, nullptr, &status),
                                                        &std::free};
  return status == 0 ? readable.get() : type->name();
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

}  // namespace

void run_process(Birth birth, std::unique_ptr<Target> target) noexcept {
  ForkGuard::in_child();
  os::FileDescriptor* const kept = birth.tie.descriptor();
  os::close_private_descriptors(kept != nullptr ? std::span{&kept, 1} : std::span<os::FileDescriptor* const>{});
  birth.tie.tie();
  become_process(std::move(birth.name), std::move(birth.identity), std::move(birth.parent));
  os::call_at_exit(&end_process);
  std::exit(run(std::move(target)));
}

}  // namespace polyproc::internal::process
