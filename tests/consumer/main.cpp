// Uses each library once and checks what it gives.
#include <array>
#include <cstdint>
#include <parallel/count.hpp>
#include <parallel/shared_samples.hpp>
#include <parzen/parzen.hpp>
#include <polyproc/polyproc.hpp>
#include <vector>

int main() {
  polyproc::Pool pool{2};
  const std::vector<int> cubes = pool.map([](int x) { return x * x * x; }, std::vector{1, 2, 3});

  constexpr std::array kOrigin{0.0, 0.0};
  const parzen::Samples samples{{0.0, 0.0, 0.5, -0.5, 2.0, 0.0}, 2};
  const std::vector<parzen::Bandwidth> widths{parzen::Bandwidth{1.0}};
  const auto counts = parzen::parallel::count_all_widths(pool, parzen::parallel::share(samples), kOrigin, widths);

  const bool right = cubes == std::vector{1, 8, 27} && counts == std::vector<std::uint64_t>{2} &&
                     counts == parzen::count_all_widths(samples, kOrigin, widths);
  return right ? 0 : 1;
}
