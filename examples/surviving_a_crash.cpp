#include <cstdio>
#include <cstdlib>
#include <polyproc/polyproc.hpp>
#include <vector>

int cube(int x) {
  if (x == 4) std::abort();  // a bug in a library you call
  return x * x * x;
}

int main() {
  polyproc::Pool pool;  // one worker process for each CPU
  for (auto& result : pool.try_map(cube, std::vector{1, 2, 3, 4, 5, 6})) {
    try {
      std::printf("%d\n", result.value());
    } catch (const polyproc::WorkerDied& death) {
      std::printf("item %zu killed its worker: exit code %d\n", death.task_index(), death.exitcode());
    }
  }
}
