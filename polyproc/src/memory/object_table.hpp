#pragma once

#include <map>
#include <memory>

#include "os/fork_safe_mutex.hpp"
#include "polyproc/shared_memory.hpp"

namespace polyproc::internal::memory {

/// The shared memory in use in this process, by number. A forked child goes on with its copy, since it has the same
/// memory.
class ObjectTable {
 public:
  static ObjectTable& of_this_process();

  [[nodiscard]] std::shared_ptr<SharedMemory> find(ObjectNumber number);
  /// Adds the object and returns it, unless one of the same number is there: then returns that one.
  [[nodiscard]] std::shared_ptr<SharedMemory> add(const std::shared_ptr<SharedMemory>& object);
  /// For the destructor of the object of that number.
  void remove(ObjectNumber number);

 private:
  os::ForkSafeMutex mutex_;
  std::map<ObjectNumber, std::weak_ptr<SharedMemory>> objects_;
};

}  // namespace polyproc::internal::memory
