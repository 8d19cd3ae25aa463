#include "memory/release_listener.hpp"

#include <algorithm>
#include <mutex>
#include <vector>

#include "os/fork_safe_mutex.hpp"

namespace polyproc::internal::memory {
namespace {

struct Listeners {
  os::ForkSafeMutex mutex;
  std::vector<ReleaseListener*> all;
};

// Never destroyed: handles in static objects go after everything else.
Listeners& listeners() {
  static auto& made_once = *new Listeners;
  return made_once;
}

}  // namespace

ReleaseListener::ReleaseListener() {
  const std::lock_guard lock{listeners().mutex};
  listeners().all.push_back(this);
}

ReleaseListener::~ReleaseListener() {
  const std::lock_guard lock{listeners().mutex};
  std::erase(listeners().all, this);
}

void announce_release(ObjectNumber number) noexcept {
  const std::lock_guard lock{listeners().mutex};
  for (ReleaseListener* const listener : listeners().all) listener->on_release(number);
}

}  // namespace polyproc::internal::memory
