#pragma once

#include <mutex>

namespace polyproc {

namespace internal::pool {

/// How many forks lie between the first process of the program and this one.
[[nodiscard]] unsigned fork_generation() noexcept;

/// One T in each process, made when it is first asked for. A forked child makes its own.
template <class T>
class PerProcess {
 public:
  T& get() {
    const std::lock_guard lock{mutex_};
    if (value_ == nullptr || generation_ != fork_generation()) {
      // What was inherited is left alone: its destructor might end what belongs to the parent.
      value_ = new T();
      generation_ = fork_generation();
    }
    return *value_;
  }

 private:
  std::mutex mutex_;
  T* value_ = nullptr;
  unsigned generation_ = 0;
};

}  // namespace internal::pool

/// Something that each worker makes once, by T(), and all its tasks use: a connection, a model, a cache.
///
///     pool.map([](const Query& query) { return polyproc::worker_state<Connection>().run(query); }, queries);
///
/// There is one T per process and type, also in a program that is no worker. It is never destroyed, since workers end
/// without destructors: what has to be done at the end is done by PoolOptions::finalizer, which may use it. Several
/// threads of a task get the same object.
template <class T>
T& worker_state() {
  static internal::pool::PerProcess<T>& state = *new internal::pool::PerProcess<T>;
  return state.get();
}

}  // namespace polyproc
