// The density of 10 000 samples at the origin, for twelve widths in one pass over the data, counted on all cores.
#include <array>
#include <cstdio>
#include <parallel/count.hpp>
#include <parallel/shared_samples.hpp>
#include <parzen/parzen.hpp>
#include <polyproc/polyproc.hpp>
#include <vector>

int main() {
  constexpr std::array kMean{0.0, 0.0};
  constexpr std::array kCovariance{1.0, 0.0, 0.0, 1.0};
  const parzen::Samples samples = parzen::sample_normal(10'000, kMean, kCovariance, /*seed=*/123);
  const std::vector<parzen::Bandwidth> widths = parzen::parse_widths("0.1:1.2:0.1");

  polyproc::Pool pool;
  const auto shared = parzen::parallel::share(samples);  // once, however many tasks read them
  const auto counts = parzen::parallel::count_all_widths(pool, shared, kMean, widths);

  std::printf("the truth        %.4f\n", parzen::normal_density(kMean, kMean, kCovariance));
  for (const auto& row : parzen::sweep_rows(widths, counts, samples.size(), samples.dimension())) {
    std::printf("h = %.1f  %4d in  %.4f  (%.4f to %.4f)\n", row.width, static_cast<int>(row.count), row.density,
                row.low, row.high);
  }
}
