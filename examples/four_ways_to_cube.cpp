// The four ways to give a pool work: one call or many, waiting for it or not. Results come in order every time.
#include <iostream>
#include <polyproc/polyproc.hpp>
#include <ranges>
#include <string_view>
#include <vector>

int cube(int x) { return x * x * x; }

void print(std::string_view way, const std::vector<int>& results) {
  std::cout << way << ':';
  for (const int result : results) std::cout << ' ' << result;
  std::cout << '\n';
}

int main() {
  polyproc::Pool pool{4};
  const auto inputs = std::views::iota(1, 7);

  std::vector<int> applied;
  for (const int x : inputs) applied.push_back(pool.apply(cube, x));
  print("apply", applied);

  print("map", pool.map(cube, inputs));

  std::vector<polyproc::AsyncResult<int>> pending;
  for (const int x : inputs) pending.push_back(pool.apply_async(cube, x));
  std::vector<int> fetched;
  for (auto& result : pending) fetched.push_back(result.get());
  print("apply_async", fetched);

  print("map_async", pool.map_async(cube, inputs).get());
}
