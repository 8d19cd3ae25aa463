#include "polyproc/pool.hpp"

#include <exception>
#include <forward_list>
#include <iostream>
#include <mutex>

#include "pool/core.hpp"

namespace polyproc {
namespace {

const TaskOptions& checked(const TaskOptions& task) {
  if (task.timeout && *task.timeout <= Duration{}) throw std::invalid_argument{"Pool: timeout must be more than 0"};
  if (task.cpu_time && *task.cpu_time <= Duration{}) throw std::invalid_argument{"Pool: cpu_time must be more than 0"};
  if (task.max_retries.value_or(0) < 0) throw std::invalid_argument{"Pool: max_retries must be 0 or more"};
  if (task.buffersize == 0) throw std::invalid_argument{"Pool: buffersize must be 1 or more"};
  if (task.chunksize == 0) throw std::invalid_argument{"Pool: chunksize must be 1 or more"};
  return task;
}

// What `over` does not set comes from `base`.
TaskOptions merged(TaskOptions over, const TaskOptions& base) {
  if (!over.timeout) over.timeout = base.timeout;
  if (!over.cpu_time) over.cpu_time = base.cpu_time;
  if (!over.max_retries) over.max_retries = base.max_retries;
  if (!over.buffersize) over.buffersize = base.buffersize;
  if (!over.seed) over.seed = base.seed;
  if (!over.chunksize) over.chunksize = base.chunksize;
  if (!over.progress) over.progress = base.progress;
  return over;
}

}  // namespace

// The pools that with() has given out, which are views of one. Equal options share one, so a loop does not add up.
struct Pool::Views {
  std::mutex mutex;
  std::forward_list<std::unique_ptr<Pool>> all;
};

Pool::Pool(int processes) : Pool{PoolOptions{.processes = processes}} {}

Pool::Pool(PoolOptions options)
    : task_{checked(options.task)},
      views_{std::make_shared<Views>()},
      exceptions_at_birth_{std::uncaught_exceptions()} {
  core_ = std::make_shared<internal::pool::Core>(std::move(options));
}

Pool::Pool(std::shared_ptr<internal::pool::Core> core, TaskOptions task, Views* views)
    : core_{std::move(core)}, task_{std::move(task)}, shared_views_{views}, owner_{false} {}

Pool::~Pool() {
  if (!owner_) return;
  if (core_->is_inherited()) {
    // The parent's threads may be waiting in what is in there: it cannot be destroyed, only left alone.
    new std::shared_ptr<internal::pool::Core>(std::move(core_));
    return;
  }
  try {
    if (std::uncaught_exceptions() > exceptions_at_birth_) {
      core_->terminate();
    } else {
      core_->close();
    }
    core_->join();
  } catch (const std::exception& error) {
    std::cerr << "polyproc: while a pool was destroyed: " << error.what() << '\n';
  }
}

Pool& Pool::with(TaskOptions options) {
  TaskOptions task = merged(checked(options), task_);
  Views& views = owner_ ? *views_ : *shared_views_;
  const std::lock_guard lock{views.mutex};
  for (const auto& view : views.all) {
    if (view->task_ == task) return *view;
  }
  views.all.push_front(std::unique_ptr<Pool>{new Pool{core_, std::move(task), &views}});
  return *views.all.front();
}

internal::pool::CallOptions Pool::options(Then then) const {
  return {.timeout = task_.timeout,
          .cpu_time = task_.cpu_time,
          .max_retries = task_.max_retries.value_or(0),
          .chunksize = task_.chunksize.value_or(0),
          .buffersize = task_.buffersize.value_or(0),
          .seed = task_.seed,
          .progress = task_.progress ? &*task_.progress : nullptr,
          .waited_for = then == Then::wait};
}

void Pool::resize(int processes) { core_->resize(processes); }
int Pool::notify_fd() { return core_->notify_descriptor(); }
void Pool::close() { core_->close(); }
void Pool::join() { core_->join(); }
void Pool::terminate() { core_->terminate(); }
std::uint64_t Pool::seed() const noexcept { return core_->seed(); }
int Pool::processes() const noexcept { return core_->processes(); }

}  // namespace polyproc
