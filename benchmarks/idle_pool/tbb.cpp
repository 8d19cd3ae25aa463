// oneTBB: threads that have worked and have nothing to do.
#include <oneapi/tbb/parallel_for.h>

#include <vector>

#include "bench/increment.hpp"
#include "bench/rounds.hpp"

int main() {
  std::vector<int> items(1000, 1);
  oneapi::tbb::parallel_for(0, 1000, [&](int i) {
    int& item = items[static_cast<std::size_t>(i)];
    item = bench::increment(item);
  });
  return bench::serve_rounds([] { return bench::Figures{}; });
}
