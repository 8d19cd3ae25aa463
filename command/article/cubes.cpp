#include "article/cubes.hpp"

#include "polyproc/polyproc.hpp"

namespace parzen::command {
namespace {

constexpr int kProcesses = 4;
const std::vector<int> kNumbers = {1, 2, 3, 4, 5, 6};

int cube(int x) { return x * x * x; }

// Waits for each before it sends the next: ordered, and no faster than one process.
std::vector<int> by_apply(polyproc::Pool& pool) {
  std::vector<int> cubes;
  for (const int x : kNumbers) cubes.push_back(pool.apply(cube, x));
  return cubes;
}

std::vector<int> by_apply_async(polyproc::Pool& pool) {
  std::vector<polyproc::AsyncResult<int>> results;
  for (const int x : kNumbers) results.push_back(pool.apply_async(cube, x));
  std::vector<int> cubes;
  for (auto& result : results) cubes.push_back(result.get());
  return cubes;
}

}  // namespace

std::vector<CubeList> cubes_from_pool() {
  polyproc::Pool pool{kProcesses};
  return {{"apply", by_apply(pool)},
          {"map", pool.map(cube, kNumbers)},
          {"apply_async", by_apply_async(pool)},
          {"map_async", pool.map_async(cube, kNumbers).get()}};
}

}  // namespace parzen::command
