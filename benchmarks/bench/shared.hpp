#pragma once

#include <semaphore.h>
#include <sys/mman.h>

#include <new>

#include "bench/check.hpp"

namespace bench {

/// An object in memory that children forked later see, too. Never unmapped: it lives as long as the contender.
template <class T>
T& make_shared_with_children() {
  void* const memory = mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  require(memory != MAP_FAILED, "mmap");
  return *new (memory) T;
}

/// Sleeps between rounds, so that a contender that spins takes no core from the others meanwhile.
class SharedSemaphore {
 public:
  SharedSemaphore() { require(sem_init(&semaphore_, /*pshared=*/1, 0) == 0, "sem_init"); }
  void post() { sem_post(&semaphore_); }
  void wait() {
    while (sem_wait(&semaphore_) != 0) {
    }
  }

 private:
  sem_t semaphore_;
};

}  // namespace bench
