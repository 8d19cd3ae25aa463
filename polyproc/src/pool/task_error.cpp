#include "polyproc/task_error.hpp"

#include <csignal>
#include <cstring>

#include "trace/backtrace.hpp"

namespace polyproc {
namespace {

std::string describe_end(int exitcode) {
  if (exitcode >= 0) return "ended with exit code " + std::to_string(exitcode) + " and without a result";
  const char* const name = ::sigabbrev_np(-exitcode);
  return "was ended by " + (name != nullptr ? "SIG" + std::string{name} : "signal " + std::to_string(-exitcode));
}

std::string task(std::size_t index, int attempts) {
  const std::string name = "task " + std::to_string(index);
  return attempts > 1 ? name + " (attempt " + std::to_string(attempts) + ")" : name;
}

std::string describe(const WorkerDied::Report& report, std::size_t index, int attempts) {
  std::string cause = report.memory_ran_out ? "memory ran out" : "";
  if (!report.cause.empty()) cause += (cause.empty() ? "" : "; ") + report.cause;
  if (!cause.empty()) cause = " (" + cause + ")";
  return "worker " + std::to_string(report.pid) + " " + describe_end(report.exitcode) + cause + " while it ran " +
         task(index, attempts);
}

}  // namespace

const std::string& TaskFailed::backtrace() const {
  static const std::string kUnknown;
  return backtrace_ ? backtrace_->text() : kUnknown;
}

RemoteException::RemoteException(std::string type_name, const std::string& message, std::size_t task_index,
                                 int attempts, std::shared_ptr<const internal::trace::Backtrace> backtrace)
    : TaskFailed{task(task_index, attempts) + " threw " + type_name + ": " + message, task_index, attempts,
                 std::move(backtrace)},
      type_name_{std::move(type_name)} {}

WorkerDied::WorkerDied(Report report, std::size_t task_index, int attempts)
    : TaskFailed{describe(report, task_index, attempts), task_index, attempts, report.backtrace},
      report_{std::move(report)} {}

TaskTimeout::TaskTimeout(Kind kind, Duration limit, std::size_t task_index, int attempts)
    : TaskFailed{task(task_index, attempts) +
                     (kind == Kind::wall ? " ran longer than its limit of "
                                         : " used more CPU time than its limit of ") +
                     std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(limit).count()) + " ms",
                 task_index, attempts},
      kind_{kind},
      limit_{limit} {}

}  // namespace polyproc
