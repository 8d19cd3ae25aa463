#include "article/article_result.hpp"

#include <array>

#include "article/random_strings.hpp"
#include "article/ten_points.hpp"
#include "parzen/normal.hpp"
#include "parzen/widths.hpp"

namespace parzen::command {
namespace {

constexpr std::size_t kSamples = 10'000;
constexpr std::array<double, 2> kOrigin = {0, 0};
constexpr std::array<double, 4> kIdentity = {1, 0, 0, 1};

Samples draw(std::size_t n, std::uint32_t seed) { return sample_normal(n, kOrigin, kIdentity, seed); }

Sweep sweep_twelve_widths(const ArticleQuestion& question) {
  return make_sweep(draw(kSamples, question.seed), {0, 0}, parse_widths("0.1:1.2:0.1"), Border::closed,
                    question.processes, normal_density(kOrigin, kOrigin, kIdentity));
}

Bench bench(const ArticleQuestion& question, std::size_t samples, const ShowProgress& show) {
  const Samples drawn = draw(samples, question.seed);
  const Work work{.mode = Mode::article, .samples = drawn, .at = {0, 0}, .widths = parse_widths(kArticleWidths)};
  return run_bench(work, {2, 3, 4, 6}, question.repeats, show);
}

Bench bench_with_disk(const ArticleQuestion& question, const ShowProgress& show) {
  Bench result = bench(question, kSamples, show);
  show("waiting for the disk");
  add_disk(result, question.scratch, {2, 3, 4, 6});
  return result;
}

}  // namespace

Article run_article(const ArticleQuestion& question, const ShowProgress& show) {
  show("four processes and a queue");
  // Braces evaluate in order, so this is the article's order too.
  return {.question = question,
          .strings = strings_from_processes(question.seed),
          .positioned_strings = positioned_strings_from_processes(question.seed),
          .cubes = cubes_from_pool(),
          .cube_density = density_from_ten_points(),
          .sweep = sweep_twelve_widths(question),
          .bench = bench_with_disk(question, show),
          .larger_bench = bench(question, question.larger, show),
          .facts = system_facts()};
}

}  // namespace parzen::command
