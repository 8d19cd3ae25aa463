#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace bench {

/// What one round has measured: names and numbers, the first of them the one that contenders are compared by.
using Figures = std::vector<std::pair<std::string, double>>;

/// The contender's side of benchmarks/run. Says that it is ready, then measures one round for each line of standard
/// input and prints its figures, until the input ends. So the contenders take turns, and each stays warm meanwhile.
/// Refuses to time a build with assertions. Returns what main is to return.
int serve_rounds(const std::function<Figures()>& round);

}  // namespace bench
