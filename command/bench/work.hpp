#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "parzen/bandwidth.hpp"
#include "parzen/samples.hpp"

namespace parzen::command {

/// How the counts are made: every width a scan of its own, as in the article, or all widths in one pass.
enum class Mode { article, sweep };

/// The widths of the article's benchmark.
inline constexpr const char* kArticleWidths = "1.0:1.2/100";

/// What every contender does: count the samples in the window around one point, for each width.
struct Work {
  Mode mode;
  SampleView samples;  ///< borrowed
  std::vector<double> at;
  std::vector<Bandwidth> widths;
};

using Seconds = std::chrono::duration<double>;
using Counts = std::vector<std::uint64_t>;

/// One run of a contender.
struct Run {
  Seconds setup;  ///< of the total: making workers and giving them the samples
  Seconds total;
  Counts counts;
};

/// A way to do the work.
struct Contender {
  std::string name;
  int workers;  ///< 0: the calling process does it alone
  std::function<Run(const Work&)> run;
};

/// Time since it was made, on the clock that never jumps.
class Stopwatch {
 public:
  [[nodiscard]] Seconds elapsed() const { return std::chrono::steady_clock::now() - start_; }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// The calling process, one width (article) or one pass (sweep) after the other.
[[nodiscard]] Contender serial_contender();
/// A pool made and given the samples within the time that is measured.
[[nodiscard]] Contender process_contender(int processes);
/// The same division of the work among std::threads: what isolation costs.
[[nodiscard]] Contender thread_contender(int threads);

}  // namespace parzen::command
