#include "parallel/bootstrap.hpp"

#include <numeric>
#include <span>

#include "plain_window.hpp"

namespace parzen::parallel {
namespace {

/// The task. It travels once per worker and call; only the replicate's number travels per item.
struct Replicate {
  SharedSamples samples;
  std::optional<SharedWeights> weights;
  PointImages images;
  PlainWindow window;
  std::uint64_t seed;

  std::vector<double> operator()(std::uint64_t number) const {
    const std::span<const double> all = weights ? weights->span() : std::span<const double>{};
    return bootstrap_densities(samples.view(), all, images, window_of(window), seed, number);
  }
};

}  // namespace

std::vector<std::vector<double>> bootstrap(polyproc::Pool& pool, const SharedSamples& samples,
                                           const std::optional<SharedWeights>& weights, const PointImages& images,
                                           const Window& window, std::uint64_t seed, std::size_t replicates) {
  std::vector<std::uint64_t> numbers(replicates);
  std::iota(numbers.begin(), numbers.end(), std::uint64_t{0});
  return pool.map(Replicate{samples, weights, images, plain(window), seed}, numbers);
}

}  // namespace parzen::parallel
