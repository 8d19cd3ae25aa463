#include <gmock/gmock.h>

#include "bench/bench_result.hpp"
#include "bench/work.hpp"
#include "parzen/hypercube.hpp"
#include "parzen/normal.hpp"
#include "parzen/widths.hpp"

namespace parzen::command {
namespace {

Samples normal_sample(std::size_t n) {
  return sample_normal(n, std::vector<double>{0, 0}, std::vector<double>{1, 0, 0, 1}, 123);
}

TEST(Contender, AllGiveTheSerialAnswer) {
  for (const std::size_t n : {1U, 3U, 1000U, 70'000U}) {
    const Samples samples = normal_sample(n);
    for (const Mode mode : {Mode::article, Mode::sweep}) {
      const Work work{.mode = mode, .samples = samples, .at = {0, 0}, .widths = parse_widths("0.1:3/30")};
      const Counts expected = count_all_widths(samples, work.at, work.widths);
      EXPECT_EQ(serial_contender().run(work).counts, expected);
      for (const int workers : {1, 2, 5}) {
        EXPECT_EQ(process_contender(workers).run(work).counts, expected);
        EXPECT_EQ(thread_contender(workers).run(work).counts, expected);
      }
    }
  }
}

TEST(Bench, HasARowForEachNumberOfProcesses) {
  const Samples samples = normal_sample(100);
  const Work work{.mode = Mode::sweep, .samples = samples, .at = {0, 0}, .widths = parse_widths("1,2")};
  const Bench bench = run_bench(work, {1, 3}, 2, [](std::string_view) {});
  ASSERT_EQ(bench.rows.size(), 3U);
  EXPECT_EQ(bench.rows[0].workers, 0);
  EXPECT_EQ(bench.rows[2].workers, 3);
  EXPECT_EQ(bench.speedup(bench.rows[0]), 1);
  EXPECT_LE(bench.rows[1].setup_seconds, bench.rows[1].seconds.max);
}

}  // namespace
}  // namespace parzen::command
