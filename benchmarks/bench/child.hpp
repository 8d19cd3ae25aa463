#pragma once

#include <sys/types.h>

#include <functional>

namespace bench {

/// A bare process for contenders that use no library: forked here, killed and reaped with this object.
class Child {
 public:
  explicit Child(const std::function<void()>& function);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

 private:
  pid_t pid_;
};

/// The least that any isolation costs: a process that does nothing, forked and waited for.
void fork_and_wait();

}  // namespace bench
