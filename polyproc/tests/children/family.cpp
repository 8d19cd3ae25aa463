// Starts a family that would live for ever: two children, one of them a daemon, a grandchild each, and with "thread"
// all of it from a thread that ends right away. Prints "ready" when all four are there, and waits to be killed.
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <thread>

#include "polyproc/process.hpp"
#include "polyproc/shared_array.hpp"

namespace {

using polyproc::Process;
using polyproc::SharedArray;

void live(const SharedArray<int>& alive) {
  std::atomic_ref{alive[0]}.fetch_add(1);
  for (;;) ::pause();
}

void start_family(const SharedArray<int>& alive) {
  for (const bool daemon : {false, true}) {
    const auto child = [alive] {
      Process grandchild{[alive] { live(alive); }};
      grandchild.start();
      live(alive);
    };
    (new Process{{.daemon = daemon, .fork_with_threads = true}, child})->start();
  }
}

}  // namespace

int main(int argc, char** argv) {
  const SharedArray<int> alive(1);
  if (argc > 1 && std::strcmp(argv[1], "thread") == 0) {
    std::thread{[&] { start_family(alive); }}.join();
  } else {
    start_family(alive);
  }
  while (std::atomic_ref{alive[0]}.load() < 4) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  std::puts("ready");
  std::fflush(stdout);
  for (;;) ::pause();
}
