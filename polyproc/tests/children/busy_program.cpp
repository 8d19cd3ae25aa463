// Keeps a pool busy for ever, with workers made as the argument says: "fork" or "spawn". Prints "ready" when every
// worker is at a task, and then waits for the results.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <ranges>
#include <thread>

#include "polyproc/polyproc.hpp"

int main(int argc, char** argv) {
  polyproc::init(argc, argv);
  const bool spawns = argc > 1 && std::strcmp(argv[1], "spawn") == 0;
  const polyproc::SharedArray<int> at_work(1);
  polyproc::Pool pool{
      {.processes = 2, .start_method = spawns ? polyproc::StartMethod::spawn : polyproc::StartMethod::fork}};
  auto results = pool.starmap_async(
      [](int, const polyproc::SharedArray<int>& counter) {
        std::atomic_ref{counter[0]}.fetch_add(1);
        for (;;) ::pause();
      },
      std::views::iota(0, 100) | std::views::transform([&](int i) {
        return std::tuple{i, at_work};
      }));
  while (std::atomic_ref{at_work[0]}.load() < 2) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  std::puts("ready");
  std::fflush(stdout);
  results.get();
}
