#pragma once

#include <cstdint>

#include "bench/bare_ring.hpp"
#include "bench/child.hpp"
#include "bench/shared.hpp"

namespace bench {

/// A child that answers n with n + 1 through two bare rings while it is awake.
class RingServer {
 public:
  RingServer()
      : rings_{make_shared_with_children<Rings>()}, child_{[this] {
          for (;;) serve_until_told_to_sleep();
        }} {}

  void wake() { rings_.awake.post(); }
  void let_sleep() { rings_.requests.put(kSleep); }
  BareRing& requests() { return rings_.requests; }
  BareRing& answers() { return rings_.answers; }

 private:
  struct Rings {
    BareRing requests;
    BareRing answers;
    SharedSemaphore awake;
  };
  static constexpr std::uint64_t kSleep = ~std::uint64_t{0};

  void serve_until_told_to_sleep() {
    rings_.awake.wait();
    for (std::uint64_t n = rings_.requests.take(); n != kSleep; n = rings_.requests.take()) rings_.answers.put(n + 1);
  }

  Rings& rings_;
  Child child_;
};

}  // namespace bench
