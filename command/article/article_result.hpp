#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "article/cubes.hpp"
#include "bench/bench_result.hpp"
#include "sweep/sweep_result.hpp"
#include "system/system_info.hpp"

namespace parzen::command {

/// What the article asks for, in its order.
struct ArticleQuestion {
  std::uint32_t seed = 123;      ///< of the random strings and of the samples
  int processes = 4;             ///< that count for the table of widths
  std::size_t larger = 500'000;  ///< samples in the second benchmark, which is long enough for processes to matter
  int repeats = 5;
  std::string scratch = default_scratch_directory();
};

/// What the article shows, from beginning to end.
struct Article {
  ArticleQuestion question;
  std::vector<std::string> strings;
  std::vector<std::pair<int, std::string>> positioned_strings;
  std::vector<CubeList> cubes;
  double cube_density;
  Sweep sweep;         ///< twelve widths, 10 000 samples, with the true density
  Bench bench;         ///< the article's: 100 widths, 10 000 samples
  Bench larger_bench;  ///< the same with more samples
  std::vector<Fact> facts;
};

/// Runs all of it, on real worker processes.
[[nodiscard]] Article run_article(const ArticleQuestion& question, const ShowProgress& show);

}  // namespace parzen::command
