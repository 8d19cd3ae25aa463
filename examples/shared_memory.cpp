// Tasks that fill one large array in place: what travels is a handle, never the million numbers.
#include <cstddef>
#include <iostream>
#include <numeric>
#include <polyproc/polyproc.hpp>
#include <tuple>
#include <vector>

void fill(polyproc::SharedArray<double> squares, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) squares[i] = static_cast<double>(i) * static_cast<double>(i);
}

int main() {
  constexpr std::size_t kSize = 1'000'000;
  constexpr std::size_t kPart = 100'000;
  polyproc::Pool pool;
  polyproc::SharedArray<double> squares(kSize);  // made after the pool: its workers can reach it all the same

  std::vector<std::tuple<polyproc::SharedArray<double>, std::size_t, std::size_t>> parts;
  for (std::size_t begin = 0; begin < kSize; begin += kPart) parts.emplace_back(squares, begin, begin + kPart);
  pool.starmap(fill, parts);

  const auto view = squares.span();
  std::cout << "squares[1000] = " << squares[1000] << ", mean "
            << std::accumulate(view.begin(), view.end(), 0.0) / static_cast<double>(view.size()) << '\n';
}
